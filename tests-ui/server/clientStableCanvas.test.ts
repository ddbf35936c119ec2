import { Client } from '@stable-canvas/comfyui-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { makeGrowPrompt } from '../builders/growPrompt'
import { type ServerProcess, startServerProcess } from '../harness/serverProcess'

/** Long enough that it never ends by itself within a test. */
const ENDLESS = 1000

let server: ServerProcess
let client: Client

beforeAll(async () => {
  server = await startServerProcess(['--workers', '2'])
})
afterAll(() => server.cleanUp())

beforeEach(() => {
  client = new Client({ api_host: new URL(server.url).host, WebSocket, fetch })
  void client.connect()
})
afterEach(() => client.close())

/** Resolves when the client hears this of one prompt. */
function hear(type: string, promptId: () => string | undefined): Promise<void> {
  return new Promise((resolve) => {
    client.on('message', (event: { data: unknown }) => {
      if (typeof event.data !== 'string') return
      const { type: heard, data } = JSON.parse(event.data) as {
        type: string
        data: { prompt_id?: string }
      }
      if (heard === type && data.prompt_id === promptId()) resolve()
    })
  })
}

describe('@stable-canvas/comfyui-client, unmodified', () => {
  it('submits a prompt, follows it step by step, and fetches its picture', async () => {
    const steps: number[] = []
    const { images, prompt_id } = await client.enqueue(makeGrowPrompt(6), {
      progress: ({ value }) => steps.push(value)
    })
    expect(steps.at(-1)).toBe(6)
    // Previews, which it gets without asking for their prompt's id, count as pictures too.
    const saved = images.filter(({ type }) => type === 'url')
    expect(saved).toHaveLength(1)
    const picture = await fetch(String(saved[0]?.data))
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(await client.getPromptStatus(prompt_id)).toEqual({
      running: false,
      pending: false,
      done: true
    })
    expect(await client.getPromptOutputs(prompt_id)).toMatchObject({
      2: { images: [{ subfolder: 'client', type: 'output' }] }
    })
  })

  it('does the same by asking again and again, without a socket', async () => {
    client.close()
    const { images } = await client.enqueue_polling(makeGrowPrompt(2, 2), { polling_ms: 50 })
    expect(images).toHaveLength(1)
  })

  it('sees a prompt run and wait, takes it out, and interrupts it by its id', async () => {
    const running = await client._enqueue_prompt(makeGrowPrompt(ENDLESS, 3))
    const other = await client._enqueue_prompt(makeGrowPrompt(ENDLESS, 4))
    const waiting = await client._enqueue_prompt(makeGrowPrompt(ENDLESS, 5))
    const listRunning = async () => (await client.getQueue()).Running.map(([, id]) => id)
    await expect.poll(listRunning).toEqual([running.prompt_id, other.prompt_id])
    const { Pending } = await client.getQueue()
    expect(Pending.map(([, id]) => id)).toEqual([waiting.prompt_id])
    await client.deleteItem('queue', waiting.prompt_id)
    expect((await client.getQueue()).Pending).toEqual([])
    for (const { prompt_id } of [running, other]) {
      await client.interrupt(prompt_id)
      await client.waitForPrompt(prompt_id, 50)
    }
    const { History } = await client.getHistory(2)
    expect(History.map(({ status }) => status?.messages.at(-1)?.[0])).toEqual([
      'execution_interrupted',
      'execution_interrupted'
    ])
  })

  it('hears that its prompt was interrupted', async () => {
    let id: string | undefined
    const interrupted = hear('execution_interrupted', () => id)
    const progressed = hear('progress', () => id)
    id = (await client._enqueue_prompt(makeGrowPrompt(ENDLESS, 6))).prompt_id
    await progressed
    await client.interrupt()
    await interrupted
  })

  it('is told what is wrong with a prompt', async () => {
    const prompt = { 1: { class_type: 'NoSuchNode', inputs: {} } }
    await expect(client.enqueue(prompt)).rejects.toThrow(/400 Bad Request/)
  })

  it('reads what it reads when it starts', async () => {
    expect(await client.getNodeDefs()).toHaveProperty('SaveImage')
    expect((await client.getSystemStats()).system).toHaveProperty('comfyui_version')
    expect(await client.getExtensions()).toEqual([])
    expect(await client.getEmbeddings()).toEqual([])
    expect(await client.getUserConfig()).toMatchObject({ storage: 'server' })
  })

  it('keeps settings and user data', async () => {
    await client.storeSetting('Client.a', { b: 1 })
    expect(await client.getSetting('Client.a')).toEqual({ b: 1 })
    expect(await client.getSettings()).toMatchObject({ 'Client.a': { b: 1 } })
    await client.storeUserData('note.json', { c: 2 }, { stringify: true })
    expect(await (await client.getUserData('note.json')).json()).toEqual({ c: 2 })
  })
})
