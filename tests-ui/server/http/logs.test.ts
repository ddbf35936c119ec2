import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog, formatLogText, isLevelShown } from '../../../server/base/log'
import { LogBuffer } from '../../../server/http/logBuffer'
import { LogSubscriptions } from '../../../server/http/logSubscriptions'
import { makeUuid } from '../../builders/queuedPrompt'
import { createScriptedEngine } from '../../builders/scriptedEngine'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

describe('a log line', () => {
  const line = (message: string, facts = {}) =>
    formatLogText({ at: 0, level: 'info', message, facts })

  it('has its facts as pairs, quoted where they could be read as something else', () => {
    expect(line('prompt ended', { prompt: makeUuid(1), seconds: 0.5, error: null })).toBe(
      `prompt ended prompt=${makeUuid(1)} seconds=0.5 error=null`
    )
    expect(line('x', { name: 'a b' })).toBe('x name="a b"')
    expect(line('x', { name: 'a\n2026 INFO forged' })).toBe('x name="a\\n2026 INFO forged"')
    expect(line('x', { name: '' })).toBe('x name=""')
  })

  it('is shown from its level up', () => {
    expect(isLevelShown('warn', 'info')).toBe(true)
    expect(isLevelShown('debug', 'info')).toBe(false)
    expect(isLevelShown('error', 'silent')).toBe(false)
  })
})

describe('LogBuffer', () => {
  it('keeps the latest thousand lines', () => {
    const buffer = new LogBuffer()
    const log = createLog([buffer.add])
    for (let index = 0; index < 1100; index++) log.info(`line ${index}`)
    expect(buffer.entries).toHaveLength(1000)
    expect(buffer.entries[0]?.m).toBe('[INFO] line 100\n')
    expect(buffer.entries[0]?.t).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/)
  })
})

describe('LogSubscriptions', () => {
  it('sends what came together as one message, with the terminal size only when it is new', () => {
    const buffer = new LogBuffer()
    const log = createLog([buffer.add])
    const sent: [string, string, { entries: { m: string }[]; size: unknown }][] = []
    const subscriptions = new LogSubscriptions(buffer, (...message) => {
      sent.push(message as unknown as (typeof sent)[number])
      return true
    })
    log.info('before')
    subscriptions.set('tab', true)
    log.info('one')
    log.warn('two')
    subscriptions.flush()
    subscriptions.flush()
    log.info('three')
    subscriptions.flush()
    subscriptions.set('tab', false)
    log.info('after')
    subscriptions.flush()
    subscriptions.close()
    expect(
      sent.map(([client, type, { entries }]) => [client, type, entries.map(({ m }) => m)])
    ).toEqual([
      ['tab', 'logs', ['[INFO] one\n', '[WARN] two\n']],
      ['tab', 'logs', ['[INFO] three\n']]
    ])
    expect(sent[0]?.[2].size).toMatchObject({ cols: expect.any(Number) as number })
    expect(sent[1]?.[2].size).toBeNull()
  })
})

it('a subscription under a name that no client has is forgotten with the next line', () => {
  const buffer = new LogBuffer()
  const log = createLog([buffer.add])
  const asked: string[] = []
  const subscriptions = new LogSubscriptions(buffer, (clientId) => {
    asked.push(clientId)
    return clientId === 'tab'
  })
  for (const name of ['nobody', 'tab']) subscriptions.set(name, true)
  for (const line of ['one', 'two']) {
    log.info(line)
    subscriptions.flush()
  }
  subscriptions.close()
  expect(asked).toEqual(['nobody', 'tab', 'tab'])
})

describe('logs of a running server', () => {
  const engine = createScriptedEngine()
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer({ engine })
  })
  afterEach(() => server.close())

  const subscribe = (body: unknown) =>
    server.ask('/internal/logs/subscribe', { method: 'PATCH', body })

  it('name the prompt and hold none of its contents', async () => {
    const client = await server.openClient({ clientId: 'tab' })
    expect((await subscribe({ clientId: 'tab', enabled: true })).status).toBe(200)
    const inputs = { text: 'private words' }
    const prompt = { '1': { class_type: 'PreviewAny', inputs } }
    const body = { prompt, prompt_id: makeUuid(1), client_id: 'tab' }
    await server.ask('/prompt', { method: 'POST', body })
    ;(await engine.getRun(makeUuid(1))).succeed({ 1: { text: ['private words'] } })
    await client.waitForMessage('executing', ({ node }) => node === null)
    await client.waitForMessage('logs', ({ entries }) => JSON.stringify(entries).includes('ended'))
    const text = (await server.ask('/internal/logs')).json() as string
    expect(text).toMatch(new RegExp(`prompt queued prompt=${makeUuid(1)} number=0 nodes=1\n`))
    expect(text).toMatch(new RegExp(`prompt ended prompt=${makeUuid(1)} status=success`))
    expect(text).not.toContain('private')
    expect((await server.ask('/internal/logs/raw')).json()).toMatchObject({
      entries: expect.arrayContaining([
        { t: expect.any(String) as string, m: expect.any(String) as string }
      ]) as unknown,
      size: { cols: expect.any(Number) as number, rows: expect.any(Number) as number }
    })
  })

  it.each([[{}], [{ clientId: 7, enabled: true }], [{ clientId: '' }], [[]]])(
    'can\u2019t be subscribed to with %j',
    async (body) => {
      expect((await subscribe(body)).status).toBe(400)
    }
  )
})
