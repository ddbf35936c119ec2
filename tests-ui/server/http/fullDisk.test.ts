import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/queue/store/openDatabase'
import { PromptStore } from '../../../server/queue/store/promptStore'
import { makeUuid } from '../../builders/queuedPrompt'
import { createScriptedEngine } from '../../builders/scriptedEngine'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

const PROMPT = { '1': { class_type: 'PreviewImage', inputs: {} } }
/** More than the store below can take. */
const LARGE = { '1': { class_type: 'PreviewImage', inputs: { text: 'x'.repeat(400_000) } } }

let server: TestServer
afterEach(() => server.close())

/** A store on a disk of a hundred pages. */
function makeSmallStore(): PromptStore {
  const database = openDatabase(':memory:', () => undefined)
  database.exec('PRAGMA max_page_count = 100')
  return new PromptStore(database)
}

describe('a disk that is full', () => {
  it('refuses a prompt that can not be kept, says so, and goes on with others', async () => {
    const engine = createScriptedEngine()
    server = await startTestServer({ engine, store: makeSmallStore() })
    const post = (prompt: object, id: number) =>
      server.ask('/api/prompt', { method: 'POST', body: { prompt, prompt_id: makeUuid(id) } })
    const refused = await post(LARGE, 1)
    expect([refused.status, refused.text]).toEqual([507, 'The disk is full'])
    expect((await server.ask('/api/prompt')).json()).toEqual({ exec_info: { queue_remaining: 0 } })
    expect((await post(PROMPT, 2)).status).toBe(200)
    ;(await engine.getRun(makeUuid(2))).succeed()
    await expect
      .poll(async () => Object.keys((await server.ask('/api/history')).json() as object))
      .toEqual([makeUuid(2)])
  })

  it('keeps a result that it can not write for as long as the server runs', async () => {
    const engine = createScriptedEngine()
    server = await startTestServer({ engine, store: makeSmallStore() })
    const body = { prompt: PROMPT, prompt_id: makeUuid(1) }
    await server.ask('/api/prompt', { method: 'POST', body })
    ;(await engine.getRun(makeUuid(1))).succeed({ 1: { text: ['y'.repeat(400_000)] } })
    await expect
      .poll(async () => (await server.ask(`/api/jobs/${makeUuid(1)}`)).json())
      .toMatchObject({ status: 'completed' })
    const history = (await server.ask(`/api/history/${makeUuid(1)}`)).text
    expect(history.length).toBeGreaterThan(400_000)
    const reported = server.logLines.filter(({ message }) => message === 'history not written')
    expect(reported.map(({ facts }) => facts.prompt)).toEqual([makeUuid(1)])
  })
})
