import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeUuid } from '../builders/queuedPrompt'
import { ask } from '../harness/clientHttp'
import { runServer, type ServerProcess, startServerProcess } from '../harness/serverProcess'

const TIME_LIMIT = 60_000

let data: string
const started: ServerProcess[] = []

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'cpf-kept-'))
})
afterEach(async () => {
  for (const server of started.splice(0)) await server.cleanUp()
  await rm(data, { recursive: true, force: true })
})

/** A server on the test's data folder, one prompt at a time. */
async function start(): Promise<ServerProcess> {
  const server = await startServerProcess(['--data', data, '--workers', '1'])
  started.push(server)
  return server
}

async function kill(server: ServerProcess, signal: NodeJS.Signals): Promise<void> {
  server.child.kill(signal)
  await server.ended
}

/** A graph that runs for seconds: many blurs, one after the other. */
function makeGraph(colour: number, blurs: number): object {
  const size = { width: 768, height: 768, batch_size: 1 }
  const nodes: [string, object][] = [
    ['0', { class_type: 'EmptyImage', inputs: { ...size, color: colour } }],
    [
      'out',
      { class_type: 'SaveImage', inputs: { images: [String(blurs), 0], filename_prefix: 'x' } }
    ]
  ]
  for (let index = 0; index < blurs; index++) {
    const inputs = { image: [String(index), 0], blur_radius: 31, sigma: 5 }
    nodes.push([String(index + 1), { class_type: 'ImageBlur', inputs }])
  }
  return Object.fromEntries(nodes) as object
}

interface Job {
  id: string
  status: string
  priority: number
  execution_error?: { exception_type: string; exception_message: string }
}

const get = async (server: ServerProcess, path: string) => (await ask(server.url, path)).json()
const listJobs = async (server: ServerProcess) =>
  ((await get(server, '/api/jobs?sort_order=asc')) as { jobs: Job[] }).jobs
const getStatuses = async (server: ServerProcess) =>
  (await listJobs(server)).map(({ status }) => status)

async function submit(server: ServerProcess, id: number, blurs: number, extra = {}): Promise<void> {
  const body = { prompt: makeGraph(id, blurs), prompt_id: makeUuid(id), ...extra }
  const answer = await ask(server.url, '/api/prompt', { method: 'POST', body })
  expect(answer.status).toBe(200)
}

/** How often the servers said that they started this prompt. */
function countStarts(id: number): number {
  const log = started.map(({ stderr }) => stderr).join('')
  return log.split(`prompt started prompt=${makeUuid(id)}\n`).length - 1
}

describe('queue, jobs and history outlive the server', () => {
  it(
    'kill -9: what waited goes on, what ran is reported and not run again, what had ended is there',
    { timeout: TIME_LIMIT },
    async () => {
      const first = await start()
      await submit(first, 1, 1)
      await expect.poll(() => getStatuses(first), { timeout: 10_000 }).toEqual(['completed'])
      const before = await get(first, `/api/history/${makeUuid(1)}`)
      await submit(first, 2, 400, { client_id: 'tab', extra_data: { probe: 1 } })
      await expect.poll(() => getStatuses(first)).toEqual(['completed', 'in_progress'])
      await submit(first, 3, 1)
      await submit(first, 4, 1, { number: -5 })
      await expect
        .poll(() => getStatuses(first), { timeout: 10_000 })
        .toEqual(['completed', 'in_progress', 'pending', 'pending'])
      await kill(first, 'SIGKILL')

      const second = await start()
      await expect
        .poll(() => getStatuses(second), { timeout: 20_000 })
        .toEqual(['completed', 'failed', 'completed', 'completed'])
      expect(await get(second, `/api/history/${makeUuid(1)}`)).toEqual(before)
      const lost = (await listJobs(second))[1]
      expect(lost?.execution_error).toMatchObject({
        exception_type: 'ServerEnded',
        exception_message: expect.stringContaining('It was not run again') as string
      })
      expect([1, 2, 3, 4].map(countStarts)).toEqual([1, 1, 1, 1])
      // The one in front ran first, and new ones are counted on from those that waited.
      const order = [...second.stderr.matchAll(/prompt started prompt=\S+(\d)\n/g)]
      expect(order.map(([, id]) => id)).toEqual(['4', '3'])
      const { prompt_id: _id, ...next } = (
        await ask(second.url, '/api/prompt', { method: 'POST', body: { prompt: makeGraph(9, 1) } })
      ).json() as { prompt_id: string; number: number }
      expect(next.number).toBeGreaterThan(2)
    }
  )

  it(
    'a prompt that was lost can be run again from what history has',
    { timeout: TIME_LIMIT },
    async () => {
      const first = await start()
      await submit(first, 1, 400, { extra_data: { probe: 1 } })
      await expect.poll(() => getStatuses(first), { timeout: 10_000 }).toEqual(['in_progress'])
      await kill(first, 'SIGKILL')
      const second = await start()
      const history = (await get(second, '/api/history')) as Record<
        string,
        { prompt: [number, string, object, object] }
      >
      const [, id, prompt, extraData] = history[makeUuid(1)]?.prompt ?? []
      const body = { prompt, prompt_id: id, extra_data: extraData }
      await ask(second.url, '/api/prompt', { method: 'POST', body })
      await expect.poll(() => getStatuses(second)).toContain('in_progress')
      await ask(second.url, `/api/jobs/${id}/cancel`, { method: 'POST' })
      await expect.poll(() => getStatuses(second), { timeout: 10_000 }).toEqual(['cancelled'])
    }
  )

  it(
    'a stop by signal: what ran is cancelled, what waited goes on at the next start',
    { timeout: TIME_LIMIT },
    async () => {
      const first = await start()
      await submit(first, 1, 400)
      await expect.poll(() => getStatuses(first)).toEqual(['in_progress'])
      await submit(first, 2, 1)
      await expect
        .poll(() => getStatuses(first), { timeout: 10_000 })
        .toEqual(['in_progress', 'pending'])
      await kill(first, 'SIGTERM')
      expect(await first.ended).toBe(0)
      const second = await start()
      await expect
        .poll(() => getStatuses(second), { timeout: 20_000 })
        .toEqual(['cancelled', 'completed'])
      expect([1, 2].map(countStarts)).toEqual([1, 1])
    }
  )

  it(
    'pictures of an earlier start: saved ones are offered, temporary ones are gone, and not offered',
    { timeout: TIME_LIMIT },
    async () => {
      const first = await start()
      const image = { class_type: 'EmptyImage', inputs: { width: 8, height: 8, color: 1 } }
      const prompt = {
        a: { ...image, inputs: { ...image.inputs, batch_size: 1 } },
        shown: { class_type: 'PreviewImage', inputs: { images: ['a', 0] } },
        saved: { class_type: 'SaveImage', inputs: { images: ['a', 0], filename_prefix: 'x' } },
        text: { class_type: 'PreviewAny', inputs: { source: 'kept' } }
      }
      const body = { prompt, prompt_id: makeUuid(1) }
      await ask(first.url, '/api/prompt', { method: 'POST', body })
      await expect.poll(() => getStatuses(first), { timeout: 20_000 }).toEqual(['completed'])
      const path = `/api/jobs/${makeUuid(1)}`
      expect(await get(first, path)).toMatchObject({ outputs_count: 2 })
      await kill(first, 'SIGTERM')

      const second = await start()
      const images = [{ filename: 'x_00001_.png', subfolder: '', type: 'output' }]
      const outputs = { saved: { images }, text: { text: ['kept'] } }
      expect(await get(second, path)).toMatchObject({
        outputs_count: 1,
        previewable_outputs_count: 1,
        preview_output: { ...images[0], nodeId: 'saved' }
      })
      const history = (await get(second, '/history')) as Record<string, { outputs: unknown }>
      expect(history[makeUuid(1)]?.outputs).toEqual(outputs)
      expect((await ask(second.url, '/view?filename=x_00001_.png')).status).toBe(200)
      expect(await readdir(join(data, 'temp'))).toEqual([])
    }
  )

  it('what was deleted, cleared or cancelled stays away', { timeout: TIME_LIMIT }, async () => {
    const first = await start()
    const post = (path: string, body?: object) =>
      ask(first.url, path, { method: 'POST', ...(body && { body }) })
    await submit(first, 1, 1)
    await expect.poll(() => getStatuses(first), { timeout: 10_000 }).toEqual(['completed'])
    await submit(first, 2, 400)
    await expect.poll(() => getStatuses(first)).toEqual(['completed', 'in_progress'])
    for (const id of [3, 4, 5]) await submit(first, id, 1)
    await post('/api/history', { delete: [makeUuid(1)] })
    await post('/api/queue', { delete: [makeUuid(3)] })
    await post(`/api/jobs/${makeUuid(4)}/cancel`)
    await post('/api/queue', { clear: true })
    await kill(first, 'SIGKILL')
    const second = await start()
    expect((await listJobs(second)).map(({ id }) => id)).toEqual([makeUuid(2)])
  })

  it(
    'a second server on the same folder says so and touches nothing',
    { timeout: TIME_LIMIT },
    async () => {
      const first = await start()
      const { code, stderr } = await runServer([
        '--port=0',
        `--data=${data}`,
        `--front-end-root=${join(first.root, 'front-end')}`
      ])
      expect(code).toBe(1)
      expect(stderr).toMatch(/^Another server uses the data in .+--data\.\n$/)
      await submit(first, 1, 1)
    }
  )

  it('a file that can not be read is put aside, and said so', { timeout: TIME_LIMIT }, async () => {
    await kill(await start(), 'SIGTERM')
    await rm(join(data, 'user/prompts.db-wal'), { force: true })
    await writeFile(
      join(data, 'user/prompts.db'),
      'no database at all, and longer than a header'.repeat(99)
    )
    const second = await start()
    await submit(second, 1, 1)
    expect(second.stderr).toContain('queue and history could not be read')
    const files = await readdir(join(data, 'user'))
    expect(files.filter((name) => /^prompts\.db\.damaged-\d+$/.test(name))).toHaveLength(1)
  })
})
