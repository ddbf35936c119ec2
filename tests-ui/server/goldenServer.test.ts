import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  findDifferences,
  type GoldenCase,
  loadGolden,
  loadOwnGolden,
  normaliseRun,
  sortNodeErrors
} from '../builders/engineGolden'
import { ask } from '../harness/clientHttp'
import { openClient, type TestClient } from '../harness/clientSocket'
import { type ServerProcess, startServerProcess } from '../harness/serverProcess'

let server: ServerProcess
let client: TestClient

beforeAll(async () => {
  server = await startServerProcess(['--workers', '2'])
})
afterAll(() => server.cleanUp())
beforeEach(async () => {
  client = await openClient(server.url, { flags: { supports_preview_metadata: true } })
  return () => client.close()
})

const get = async (path: string) => (await ask(server.url, path)).json()
const post = (body: unknown) => ask(server.url, '/api/prompt', { method: 'POST', body })

function findCase(file: string, name: string): GoldenCase {
  const found = loadGolden(file).find((one) => one.name === `${file}/${name}`)
  if (!found) throw new Error(`No golden case ${file}/${name}`)
  return found
}

const isEndOf = (promptId: string) => (data: Record<string, unknown>) =>
  data.node === null && data.prompt_id === promptId

/** Submits a request of a case and waits for its end. */
async function run(request: object): Promise<string> {
  const answer = await post({ ...request, client_id: client.clientId })
  const { prompt_id: promptId } = answer.json() as { prompt_id: string }
  await client.waitForMessage('executing', isEndOf(promptId))
  return promptId
}

/** What the client heard since `from`, as the golden files tell it: counts only where they change. */
function listFrames(from: number): Record<string, unknown>[] {
  const frames = client.listMessages().slice(from)
  return frames.flatMap(({ type, data }, index): Record<string, unknown>[] => {
    if (type !== 'status') return [{ type, data }]
    const before = frames[index - 1]
    const isRepeated =
      before?.type === 'status' && JSON.stringify(before.data) === JSON.stringify(data)
    const { status } = data as { status: { exec_info: { queue_remaining: number } } }
    return isRepeated ? [] : [{ status: status.exec_info.queue_remaining }]
  })
}

const sortCached = (frames: readonly unknown[]) =>
  frames.map((frame) => {
    const { type, data } = frame as { type?: string; data?: { nodes: string[] } }
    return type === 'execution_cached' && data
      ? { type, data: { ...data, nodes: data.nodes.toSorted() } }
      : frame
  })

/** Times of a job, and its number, which depends on what ran before. */
function normaliseJob(job: unknown): unknown {
  const { workflow, ...rest } = job as { workflow: object }
  const text = JSON.stringify({ ...rest, workflow: Object.keys(workflow).sort() })
    .replaceAll(/"(create_time|execution_(?:start|end)_time)":\d{13}/g, '"$1":"<ms>"')
    .replaceAll(/"priority":\d+/g, '"priority":"<number>"')
  return JSON.parse(text) as unknown
}

describe('a run, from the submission to history, is what a real ComfyUI makes of it', () => {
  it.each(['frames-one-node-chain', 'frames-batch-of-three-saved', 'frames-output-in-the-middle'])(
    '%s',
    async (name) => {
      const { requests, expected } = findCase('run', name)
      const { frames, job, status, outputs, meta } = normaliseRun(
        expected as Record<string, unknown>,
        {}
      )
      const from = client.listMessages().length
      const promptId = await run(requests[0] ?? {})
      const ids = { [promptId]: '<p>' }
      expect(normaliseRun(listFrames(from), ids)).toEqual(frames)
      expect(normaliseJob(normaliseRun(await get(`/api/jobs/${promptId}`), ids))).toEqual(job)
      const history = normaliseRun((await get(`/api/history/${promptId}`)) as object, ids)
      expect(history).toMatchObject({ '<p>': { status, outputs, meta } })
    }
  )

  it.each(['change-downstream-reuses-upstream', 'change-upstream-runs-everything'])(
    '%s',
    async (name) => {
      const { requests, expected } = findCase('run', name)
      await run(requests[0] ?? {})
      const from = client.listMessages().length
      const second = await run(requests[1] ?? {})
      const frames = sortCached(normaliseRun(listFrames(from), { [second]: '<second>' }))
      expect(frames).toEqual(sortCached(expected as unknown[]))
    }
  )

  it('partial-targets', async () => {
    const { requests, expected } = findCase('run', 'partial-targets')
    const { frames, listed } = expected as { frames: unknown; listed: unknown }
    const from = client.listMessages().length
    const promptId = await run(requests[0] ?? {})
    expect(normaliseRun(listFrames(from), { [promptId]: '<p>' })).toEqual(frames)
    const history = (await get(`/api/history/${promptId}`)) as Record<string, { prompt: unknown[] }>
    expect(history[promptId]?.prompt[4]).toEqual(listed)
  })
})

describe('POST /prompt answers as a real ComfyUI', () => {
  it.each(loadOwnGolden('validation').map((one) => [one.name, one] as const))(
    '%s',
    async (_name, one) => {
      const { answer, ran } = one.expected as { answer: Record<string, unknown>; ran: boolean }
      const before = ((await get('/api/jobs')) as { jobs: unknown[] }).jobs.length
      const ours = await post(one.requests[0])
      expect(ours.status).toBe(answer.status)
      expect(ours.headers['content-type']).toContain(answer.type)
      const body = ours.json() as Record<string, unknown>
      const expected = answer.body as Record<string, unknown>
      const tidy = (value: Record<string, unknown>) => ({
        ...value,
        ...('prompt_id' in value && { prompt_id: '<p>', number: '<number>' }),
        node_errors: sortNodeErrors(value.node_errors)
      })
      expect(findDifferences(tidy(body), tidy(expected))).toEqual([])
      const after = ((await get('/api/jobs')) as { jobs: unknown[] }).jobs.length
      expect(after - before).toBe(ran ? 1 : 0)
    }
  )

  it('history-entry', async () => {
    const { requests, expected } = findCase('prompt', 'history-entry')
    const promptId = await run(requests[0] ?? {})
    const history = (await get(`/api/history/${promptId}`)) as Record<string, unknown>
    const text = JSON.stringify(history[promptId])
      .replace(/"prompt":\[\d+/, '"prompt":["<number>"')
      .replace(/"create_time":\d{13}/, '"create_time":"<ms>"')
    const ids = { [promptId]: '<p>', [client.clientId]: '<c>' }
    expect(normaliseRun(JSON.parse(text) as unknown, ids)).toEqual(normaliseRun(expected, {}))
  })

  it('order-by-number: pending prompts are listed by their number', async () => {
    const { requests, expected } = findCase('prompt', 'order-by-number')
    const names = new Map<string, string>()
    for (const [index, request] of requests.entries()) {
      const { prompt_id: promptId } = (await post(request)).json() as { prompt_id: string }
      // The last three come in the order third, first, second.
      names.set(promptId, ['', '', '', '<third>', '<first>', '<second>'][index] ?? '')
    }
    const { queue_pending } = (await get('/api/queue')) as { queue_pending: [number, string][] }
    const waiting = queue_pending.flatMap(([number, promptId]) => {
      const name = names.get(promptId)
      return name ? [[number, name]] : []
    })
    expect(waiting).toEqual((expected as { pending: unknown }).pending)
    await ask(server.url, '/api/queue', { method: 'POST', body: { clear: true } })
    await ask(server.url, '/api/interrupt', { method: 'POST' })
  })
})

describe('several at once, in a real engine', () => {
  it(
    '[B1] [B3] two prompts of two clients run side by side; stopping one leaves the other',
    { timeout: 30_000 },
    async () => {
      const blur = (seed: number, count: number) =>
        Object.fromEntries([
          [
            '0',
            {
              class_type: 'EmptyImage',
              inputs: { width: 768, height: 768, batch_size: 1, color: seed }
            }
          ],
          ...Array.from({ length: count }, (_, index) => [
            String(index + 1),
            {
              class_type: 'ImageBlur',
              inputs: { image: [String(index), 0], blur_radius: 31, sigma: 5 }
            }
          ]),
          ['out', { class_type: 'PreviewImage', inputs: { images: [String(count), 0] } }]
        ]) as object
      const other = await openClient(server.url, { clientId: 'other' })
      const submit = async (prompt: object, clientId: string) =>
        (await post({ prompt, client_id: clientId })).json() as { prompt_id: string }
      const long = await submit(blur(11, 60), client.clientId)
      const short = await submit(blur(22, 4), other.clientId)
      await client.waitForMessage('executing', ({ prompt_id: id }) => id === long.prompt_id)
      await other.waitForMessage('executing', isEndOf(short.prompt_id))
      const running = (await get('/api/jobs?status=in_progress')) as { jobs: { id: string }[] }
      expect(running.jobs.map(({ id }) => id)).toEqual([long.prompt_id])
      const cancel = await ask(server.url, `/api/jobs/${long.prompt_id}/cancel`, { method: 'POST' })
      expect(cancel.json()).toEqual({ cancelled: true })
      await client.waitForMessage(
        'execution_interrupted',
        ({ prompt_id: id }) => id === long.prompt_id
      )
      await client.waitForMessage('executing', isEndOf(long.prompt_id))
      expect(await get(`/api/jobs/${long.prompt_id}`)).toMatchObject({ status: 'cancelled' })
      expect(await get(`/api/jobs/${short.prompt_id}`)).toMatchObject({ status: 'completed' })
      const about = (listener: TestClient, id: string) =>
        listener.listMessages().some(({ data }) => data.prompt_id === id)
      expect(about(other, long.prompt_id)).toBe(false)
      expect(about(client, short.prompt_id)).toBe(false)
      other.close()
    }
  )
})
