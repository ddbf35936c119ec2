import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { makeEngine } from '../../builders/engine'
import { makeEmptyImage, makePreviewOf } from '../../builders/enginePrompt'

/** How far each thread of this process stands back for others; nothing where the system doesn't tell. */
function listNiceness(): readonly number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc/self/task').map((id) => {
    const [, facts = ''] = readFileSync(`/proc/self/task/${id}/stat`, 'utf8').split(') ')
    return Number(facts.split(' ')[16])
  })
}

it('lets the thread that answers clients go before those that compute', async () => {
  const before = listNiceness()
  const own = Math.min(...before)
  const host = await makeEngine()
  await host.run(makePreviewOf(makeEmptyImage({})))
  const after = listNiceness().filter((niceness) => niceness > own)
  expect(after.length).toBe(process.platform === 'linux' ? 1 : 0)
  await host.dispose()
})
