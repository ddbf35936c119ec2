import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeEngineResult, makeQueuedPrompt } from '../../builders/queuedPrompt'
import { makeHistory, makeStore } from '../../builders/promptStore'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'cpf-database-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

it('a file that became mostly empty is made smaller at the next start, and keeps what is left', async () => {
  const path = join(folder, 'a.db')
  const store = makeStore(path)
  const history = makeHistory(undefined, store)
  const outputs = { 1: { text: ['x'.repeat(100_000)] } }
  const ids = Array.from({ length: 40 }, () => {
    const prompt = makeQueuedPrompt()
    history.add(prompt, makeEngineResult({ outputs }))
    return prompt.promptId
  })
  history.delete(ids.slice(1))
  store.close()
  // The file is held until its memory is collected; a copy is not.
  const copy = join(folder, 'b.db')
  for (const suffix of ['', '-wal']) await copyFile(path + suffix, copy + suffix)
  const again = makeStore(copy)
  expect((await stat(copy)).size).toBeLessThan(400_000)
  expect(again.listJobs().map(({ id }) => id)).toEqual(ids.slice(0, 1))
  expect(again.getEntry(ids[0]!)).toContain('xxxx')
})
