import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, type ClientRequest, encodeForm } from '../harness/clientHttp'
import { openClient, type TestClient } from '../harness/clientSocket'
import { type ServerProcess, startServerProcess } from '../harness/serverProcess'

/** Mounts that only the server sees: its data folder of 8 MiB, a folder among its outputs read-only. */
const DISKS = [
  'mkdir -p data',
  'mount -t tmpfs -o size=8m none data',
  'mkdir -p data/input data/output/shelf',
  'echo kept > data/input/kept.txt',
  'mount -t tmpfs -o ro none data/output/shelf',
  'exec "$@"'
].join(' && ')
const WRAPPER = ['unshare', '--user', '--map-root-user', '--mount']

/** Some systems let nobody mount anything. */
const canMount =
  spawnSync(WRAPPER[0]!, [...WRAPPER.slice(1), 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

/** More than the disk has. */
const LARGE = randomBytes(9 * 1024 * 1024)

describe.skipIf(!canMount)('a disk that is full, and a folder that is read-only', () => {
  let server: ServerProcess
  let client: TestClient
  beforeAll(async () => {
    const wrapper = [...WRAPPER, 'sh', '-c', DISKS, 'sh']
    server = await startServerProcess(['--workers', '1'], {}, [], wrapper)
    client = await openClient(server.url, { clientId: 'tab' })
  }, 30_000)
  afterAll(async () => {
    client.close()
    await server.cleanUp()
  })

  const send = (path: string, request: ClientRequest) =>
    ask(server.url, path, { method: 'POST', ...request })
  const upload = (value: Buffer, fields: Readonly<Record<string, string>> = {}) => {
    const parts = Object.entries(fields).map(([name, text]) => ({ name, value: text }))
    const file = { name: 'image', filename: 'a.bin', value }
    return send('/upload/image', encodeForm([file, ...parts]))
  }

  /** Noise, which no PNG makes smaller, of this many pixels a side. */
  const makeNoise = (side: number, saver: string, inputs = {}) => {
    const size = { width: side, height: side, batch_size: 1, color: 0x80_80_80 }
    return {
      flat: { class_type: 'EmptyImage', inputs: size },
      noise: {
        class_type: 'ImageAddNoise',
        inputs: { image: ['flat', 0], seed: 1, strength: 1 }
      },
      out: { class_type: saver, inputs: { images: ['noise', 0], ...inputs } }
    }
  }

  async function run(prompt: object, end: 'execution_success' | 'execution_error') {
    const body = { prompt, client_id: 'tab' }
    const { prompt_id: id } = (await send('/prompt', { body })).json() as { prompt_id: string }
    const { data } = await client.waitForMessage(end, ({ prompt_id }) => prompt_id === id)
    return data
  }

  it('refuses what it can not store, and leaves nothing of it behind', async () => {
    for (let again = 0; again < 2; again++) {
      const answers = [await upload(LARGE), await send('/userdata/large.bin', { body: LARGE })]
      expect(answers.map(({ status, text }) => [status, text])).toEqual([
        [507, 'The disk is full'],
        [507, 'The disk is full']
      ])
    }
    expect((await ask(server.url, '/userdata/large.bin')).status).toBe(404)
    // Nothing of all that takes room: half of the disk is still to be had.
    expect((await upload(LARGE.subarray(0, 4 * 1024 * 1024))).status).toBe(200)
    const input = await ask(server.url, '/internal/files/input')
    expect(input.json()).toEqual(['a.bin [input]', 'kept.txt [input]'])
  })

  it('fails the prompt whose picture finds no room, says why, and runs the next', async () => {
    const error = await run(makeNoise(2048, 'PreviewImage'), 'execution_error')
    expect(error).toMatchObject({ node_id: 'out', exception_type: 'OSError' })
    expect(error.exception_message).toMatch(/^ENOSPC: no space left on device[^/]*\n$/)
    await run(makeNoise(64, 'PreviewImage'), 'execution_success')
  })

  it('says that the folder is read-only, to uploads and to prompts that save', async () => {
    const answer = await upload(Buffer.from('x'), { type: 'output', subfolder: 'shelf' })
    expect([answer.status, answer.text]).toEqual([403, 'The folder is read-only'])
    const saving = makeNoise(64, 'SaveImage', { filename_prefix: 'shelf/x' })
    const error = await run(saving, 'execution_error')
    expect(error).toMatchObject({ node_id: 'out', exception_type: 'OSError' })
    expect(error.exception_message).toMatch(/^EROFS: read-only file system[^/]*\n$/)
    await run(makeNoise(65, 'PreviewImage'), 'execution_success')
  })
})
