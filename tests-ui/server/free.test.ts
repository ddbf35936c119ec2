import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEmptyImage, makePreviewOf } from '../builders/enginePrompt'
import { type ServerProcess, startServerProcess } from '../harness/serverProcess'

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess(['--workers', '1'])
})
afterAll(() => server.cleanUp())

const post = (path: string, body: object) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })

interface Entry {
  readonly status: { readonly messages: readonly [string, { readonly nodes?: string[] }][] }
}

/** Runs the same prompt once more. @returns which of its nodes were answered from the cache */
async function runAgain(): Promise<readonly string[]> {
  const promptId = crypto.randomUUID()
  const accepted = await post('/prompt', {
    prompt: makePreviewOf(makeEmptyImage()),
    prompt_id: promptId
  })
  expect(accepted.status).toBe(200)
  let entry: Entry | undefined
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${server.url}/history/${promptId}`)
        entry = ((await answer.json()) as Record<string, Entry>)[promptId]
        return entry
      },
      { timeout: 20_000 }
    )
    .toBeDefined()
  const cached = entry!.status.messages.find(([type]) => type === 'execution_cached')
  return cached?.[1].nodes ?? []
}

describe('POST /free', () => {
  it.each([{ free_memory: true }, { unload_models: true, free_memory: true }])(
    'with %j forgets results: what was cached is computed anew',
    async (body) => {
      await runAgain()
      expect(await runAgain()).not.toEqual([])
      expect((await post('/free', body)).status).toBe(200)
      expect(await runAgain()).toEqual([])
    }
  )

  it('leaves results where memory is not meant', async () => {
    await runAgain()
    await post('/free', { unload_models: false, free_memory: false })
    expect(await runAgain()).not.toEqual([])
  })
})
