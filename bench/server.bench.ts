import { WebSocket } from 'ws'
import { makeGrowPrompt } from '../tests-ui/builders/growPrompt'
import type { Figure } from './lib/figures'
import { runBench } from './lib/figures'
import { type MeasuredServer, startMeasuredServer } from './lib/measuredServer'
import { getMedian, getPercentile } from './lib/statistics'

const STARTS = 5
const SOCKETS = 200
/** Of them, those that open and never read. */
const HUNG = 10
const JOBS = 500
/** Jobs of clients that read. */
const HEARD = Array.from({ length: JOBS }, (_, job) => job % SOCKETS).filter(
  (socket) => socket >= HUNG
).length
const QUEUED = 1_000
const SUBMISSIONS = 300
const WORKERS = 2
const MEGABYTE = 1024 * 1024

const wait = (ms: number) => new Promise((resume) => setTimeout(resume, ms))

async function post(url: string, path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url + path, { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  const text = await answer.text()
  return text === '' ? null : (JSON.parse(text) as unknown)
}

async function measureStart(): Promise<Figure[]> {
  const times: number[] = []
  const memories: number[] = []
  for (let round = 0; round < STARTS; round++) {
    const server = await startMeasuredServer(WORKERS)
    times.push(server.startTime)
    await (await fetch(`${server.url}/api/object_info`)).text()
    await wait(2_000)
    memories.push(server.readMemory())
    await server.close()
  }
  return [
    { name: 'Start to first answer', value: getMedian(times), unit: 'ms', atMost: 1_000 },
    { name: 'Memory while idle', value: getMedian(memories) / MEGABYTE, unit: 'MB', atMost: 150 }
  ]
}

interface Heard {
  /** ms between what the server did and its message here. */
  readonly delays: number[]
  ended: number
}

/** A client that notes how late it hears, or one that never reads. */
async function openSocket(url: string, id: string, heard: Heard | null): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws?clientId=${id}`)
  socket.on('message', (data, isBinary) => {
    if (isBinary || !heard) return
    const now = Date.now()
    const { type, data: message } = JSON.parse(String(data)) as {
      type: string
      data: { timestamp?: number; node?: string | null; prompt_id?: string }
    }
    if (typeof message.timestamp === 'number') heard.delays.push(now - message.timestamp)
    if (type === 'executing' && message.node === null) heard.ended += 1
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  if (!heard) socket.pause()
  return socket
}

/** Submits jobs of all clients, the hung ones too, and waits until every one has ended. */
async function runJobs(url: string, from: number, to: number): Promise<void> {
  for (let job = from; job < to; job++) {
    const prompt = makeGrowPrompt(3, job, 64)
    await post(url, '/api/prompt', { prompt, client_id: `client-${job % SOCKETS}` })
  }
  for (;;) {
    const { exec_info: queue } = (await (await fetch(`${url}/api/prompt`)).json()) as {
      exec_info: { queue_remaining: number }
    }
    if (queue.queue_remaining === 0) return
    await wait(100)
  }
}

async function measureLoad(): Promise<Figure[]> {
  const server = await startMeasuredServer(WORKERS)
  const heard: Heard = { delays: [], ended: 0 }
  const sockets: WebSocket[] = []
  for (let index = 0; index < SOCKETS; index++) {
    const listener = index < HUNG ? null : heard
    sockets.push(await openSocket(server.url, `client-${index}`, listener))
  }
  const memories: number[] = []
  for (let tenth = 0; tenth < 10; tenth++) {
    await runJobs(server.url, (tenth * JOBS) / 10, ((tenth + 1) * JOBS) / 10)
    memories.push(server.readMemory())
  }
  await wait(500)
  const history = (await (await fetch(`${server.url}/api/history`)).json()) as Record<
    string,
    { status: { completed: boolean } }
  >
  const completed = Object.values(history).filter(({ status }) => status.completed).length
  for (const socket of sockets) socket.terminate()
  await server.close()
  const [early, late] = [memories.slice(2, 5), memories.slice(7)].map(getMedian)
  return [
    { name: `Jobs that ended, of ${JOBS}`, value: completed, unit: '', atLeast: JOBS },
    { name: `Ends heard, of ${HEARD}`, value: heard.ended, unit: '', atLeast: HEARD },
    {
      name: `Event heard after, 95th percentile, ${HUNG} of ${SOCKETS} sockets hung`,
      value: getPercentile(heard.delays, 95),
      unit: 'ms',
      atMost: 100
    },
    {
      name: 'Memory late in the load against early',
      value: (late ?? 0) / (early ?? 1),
      unit: 'x',
      atMost: 1.2
    },
    { name: 'Memory late in the load', value: (late ?? 0) / MEGABYTE, unit: 'MB' }
  ]
}

/** A server that is busy, with so many waiting behind. */
async function startBusyServer(waiting: number): Promise<MeasuredServer> {
  const server = await startMeasuredServer(1)
  await post(server.url, '/api/prompt', { prompt: makeGrowPrompt(1_000, 1, 16) })
  for (let count = 0; count < waiting; count++) {
    await post(server.url, '/api/prompt', { prompt: makeGrowPrompt(5, count) })
  }
  return server
}

/** How long one submission takes; it is taken back afterwards. */
async function timeSubmission({ url }: MeasuredServer, seed: number): Promise<number> {
  const since = performance.now()
  const answer = await post(url, '/api/prompt', { prompt: makeGrowPrompt(5, seed) })
  const time = performance.now() - since
  await post(url, '/api/queue', { delete: [(answer as { prompt_id: string }).prompt_id] })
  return time
}

async function measureSubmission(): Promise<Figure[]> {
  const [few, many] = [await startBusyServer(0), await startBusyServer(QUEUED)]
  const times: [number[], number[]] = [[], []]
  for (let seed = 0; seed < SUBMISSIONS; seed++) {
    times[0].push(await timeSubmission(few, seed))
    times[1].push(await timeSubmission(many, seed))
  }
  await few.close()
  await many.close()
  const [alone, queued] = [getMedian(times[0]), getMedian(times[1])]
  return [
    { name: 'A submission, nothing waiting', value: alone, unit: 'ms' },
    { name: `The same with ${QUEUED} waiting`, value: queued / alone, unit: 'x', atMost: 1.1 }
  ]
}

await runBench(async () => [
  ...(await measureStart()),
  ...(await measureLoad()),
  ...(await measureSubmission())
])
