import { CallWrapper, ComfyApi, PromptBuilder } from '@saintno/comfyui-sdk'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeGrowPrompt } from '../builders/growPrompt'
import { type ServerProcess, startServerProcess } from '../harness/serverProcess'

/** Long enough that it never ends by itself within a test. */
const ENDLESS = 1000

let server: ServerProcess
let api: ComfyApi

beforeAll(async () => {
  server = await startServerProcess(['--workers', '2'])
})
afterAll(() => server.cleanUp())

beforeEach(async () => {
  api = await new ComfyApi(server.url, 'sdk', { forceWs: true }).init().waitForReady()
})
afterEach(() => api.destroy())

function makeCall(steps: number, seed: number) {
  const prompt = new PromptBuilder(makeGrowPrompt(steps, seed, 128), ['seed'], ['pictures'])
    .setInputNode('seed', '1.inputs.seed')
    .setOutputNode('pictures', '2')
  return new CallWrapper(api, prompt)
}

interface FileItem {
  filename: string
  subfolder: string
  type: string
}

describe('@saintno/comfyui-sdk, unmodified', () => {
  it('runs a prompt from the first step to the picture', async () => {
    const told: string[] = []
    const steps: number[] = []
    const result = await makeCall(60, 1)
      .onPending(() => told.push('pending'))
      .onStart(() => told.push('start'))
      .onProgress(({ value }) => steps.push(Number(value)))
      .onFinished(() => told.push('finished'))
      .run()
    if (!result) throw new Error('it failed')
    const { images } = result.pictures as { images: FileItem[] }
    expect(images).toHaveLength(1)
    const picture = await api.getImage(images[0] as never)
    const { width, format } = await sharp(Buffer.from(await picture.arrayBuffer())).metadata()
    expect([width, format]).toEqual([128, 'png'])
    expect(steps.at(-1)).toBe(60)
    expect([told[0], told[1], told.at(-1)]).toEqual(['pending', 'start', 'finished'])
  })

  it('gets the outputs of a prompt whose nodes are all cached', async () => {
    for (let time = 0; time < 2; time++) {
      const result = await makeCall(3, 2).run()
      if (!result) throw new Error('it failed')
      expect((result.pictures as { images: unknown[] }).images).toHaveLength(1)
    }
  })

  it('hears of an interruption as a failure of its call', async () => {
    const failed = new Promise<Error>((resolve) => {
      const call = makeCall(ENDLESS, 3).onFailed(resolve)
      call.onProgress(() => void api.interrupt())
      void call.run()
    })
    expect((await failed).message).toMatch(/interrupt/i)
  })

  it('hears of a refused prompt as a failure of its call', async () => {
    const prompt = new PromptBuilder(
      { 1: { class_type: 'NoSuchNode', inputs: {}, _meta: { title: 'None' } } },
      [],
      ['pictures']
    ).setOutputNode('pictures', '1')
    const failed = new Promise<Error>((resolve) => {
      void new CallWrapper(api, prompt).onFailed(resolve).run()
    })
    expect(await failed).toBeInstanceOf(Error)
  })

  it('uploads a picture and a mask for it', async () => {
    const background = { r: 10, g: 20, b: 30, alpha: 1 }
    const png = await sharp({ create: { width: 8, height: 8, channels: 4, background } })
      .png()
      .toBuffer()
    const upload = await api.uploadImage(new Uint8Array(png), 'sdk.png', { subfolder: 'of client' })
    if (!upload) throw new Error('it failed')
    const stored = { filename: 'sdk.png', subfolder: 'of client', type: 'input' }
    expect(upload.info).toMatchObject(stored)
    expect((await fetch(upload.url)).status).toBe(200)
    const mask = await api.uploadMask(new Uint8Array(png), stored)
    if (!mask) throw new Error('it failed')
    expect((await fetch(mask.url)).status).toBe(200)
  })

  it('sees its prompt in the queue and in history', async () => {
    const { prompt_id: id } = await api.appendPrompt(makeGrowPrompt(ENDLESS, 4))
    const listRunning = async () =>
      (await api.getQueue()).queue_running.map((item) => (item as unknown[])[1])
    await expect.poll(listRunning).toContain(id)
    await api.interrupt()
    await expect.poll(() => api.getHistory(id)).toMatchObject({ status: { completed: false } })
    expect(Object.keys(await api.getHistories(1))).toEqual([id])
  })

  it('keeps settings and user data, makes a user, and reads the rest', async () => {
    await api.storeSetting('Sdk.a', 1)
    expect(await api.getSetting('Sdk.a')).toBe(1)
    await api.storeUserData('sdk/note.json', { c: 2 }, { stringify: true })
    expect(await (await api.getUserData('sdk/note.json')).json()).toEqual({ c: 2 })
    expect(await api.listUserData('sdk', true, false)).toEqual(['note.json'])
    await api.moveUserData('sdk/note.json', 'sdk/moved.json')
    await api.deleteUserData('sdk/moved.json')
    expect(await api.listUserData('sdk', true, false)).toEqual([])
    expect((await api.createUser('somebody')).status).toBe(200)
    expect(await api.freeMemory(true, true)).toBe(true)
    expect(await api.getNodeDefs('SaveImage')).toHaveProperty('SaveImage')
    expect(await api.getCheckpoints()).toEqual([])
    expect(await api.getEmbeddings()).toEqual([])
  })
})
