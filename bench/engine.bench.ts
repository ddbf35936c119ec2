import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import type { ApiPrompt } from '@/protocol/prompt'
import { ROOT } from '../scripts/lib/project.mjs'
import { createEngine } from '../server/engine/createEngine'
import type { Engine, EngineFolders } from '../server/engine/engine'
import { type Figure, runBench } from './lib/figures'
import { getMedian } from './lib/statistics'

const WORKERS = [1, 2] as const
/** Jobs of one measurement by the side of their pictures: that of the samples, and one so small that a job takes a tenth of a second. */
const JOBS = { 512: 8, 192: 32 } as const
type Side = keyof typeof JOBS
const ROUNDS = 5
const LEAST_SHARE = 0.9
const MOST_COST = 1.1
const SIDE = 2048
const STOPS = 20

async function makeFolders(): Promise<EngineFolders> {
  const root = await mkdtemp(join(tmpdir(), 'bench-engine-'))
  const [input, output, temp] = ['input', 'output', 'temp'].map((name) => join(root, name))
  const folders = { input: input!, output: output!, temp: temp! }
  for (const folder of Object.values(folders)) await mkdir(folder)
  process.once('exit', () => void rm(root, { recursive: true, force: true }))
  // Noise over a gradient: neither trivial to compress nor hopeless.
  const pixels = Buffer.alloc(SIDE * SIDE * 3)
  for (let index = 0; index < pixels.length; index += 1)
    pixels[index] = ((index / SIDE / 24) & 0xff) ^ (Math.imul(index, 2_654_435_761) >>> 28)
  await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toFile(join(folders.input, 'large.png'))
  return folders
}

function startEngine(folders: EngineFolders, workers: number): Engine {
  const workerUrl = pathToFileURL(join(ROOT, 'dist-server/worker.js'))
  return createEngine({ folders, workers, workerUrl, cache: { kind: 'none' } })
}

interface Timed {
  readonly ms: number
  /** Time of each node, in ms. */
  readonly nodes: ReadonlyMap<string, number>
}

async function run(engine: Engine, prompt: ApiPrompt): Promise<Timed> {
  const checked = await engine.validate(prompt, null)
  if (!checked.valid) throw new Error(`refused: ${JSON.stringify(checked)}`)
  const { outputNodeIds } = checked
  const nodes = new Map<string, number>()
  const begun = performance.now()
  let [node, since] = ['', begun]
  const turn = (next: string) => {
    if (node) nodes.set(node, performance.now() - since)
    ;[node, since] = [next, performance.now()]
  }
  const job = { promptId: randomUUID(), prompt, outputNodeIds, extraData: {} }
  const result = await engine.run(job, (event) => {
    if (event.kind === 'message' && event.type === 'executing') turn(String(event.data.node))
  })
  turn('')
  if (result.status !== 'success') throw new Error(JSON.stringify(result.messages.at(-1)))
  return { ms: performance.now() - begun, nodes }
}

const makeSampling = (seed: number, steps: number, side: number): ApiPrompt => ({
  grow: {
    class_type: 'ReactionDiffusionSampler',
    inputs: {
      seed,
      steps,
      width: side,
      height: side,
      batch_size: 1,
      pattern: 'coral',
      palette: 'deep sea'
    }
  },
  out: { class_type: 'PreviewImage', inputs: { images: ['grow', 0] } }
})

/** Processor time of all threads so far, in ms. */
function readCpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

interface Rate {
  /** Jobs in a second, as many at once as there are workers. */
  readonly perSecond: number
  /** Processor time of a job, in ms: the same on a busy machine, where the jobs in a second are not. */
  readonly cpu: number
}

async function measureRate(engine: Engine, side: Side): Promise<Rate> {
  let seed = 0
  const begun = performance.now()
  const cpu = readCpu()
  const lanes = Array.from({ length: engine.capacity }, async () => {
    while (seed < JOBS[side]) await run(engine, makeSampling((seed += 1), 6, side))
  })
  await Promise.all(lanes)
  const perSecond = (JOBS[side] * 1000) / (performance.now() - begun)
  return { perSecond, cpu: (readCpu() - cpu) / JOBS[side] }
}

async function compareWorkers(folders: EngineFolders, side: Side): Promise<Figure[]> {
  const engines = WORKERS.map((workers) => startEngine(folders, workers))
  const rates = WORKERS.map(() => [] as Rate[])
  for (const engine of engines) await measureRate(engine, side)
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, engine] of engines.entries())
      rates[index]!.push(await measureRate(engine, side))
  for (const engine of engines) await engine.close()
  const [one, many] = rates.map((list) => getMedian(list.map(({ perSecond }) => perSecond)))
  const pairs = rates[1]!.map((rate, round) => [rate, rates[0]![round]!] as const)
  const shares = pairs.map(([two, single]) => two.perSecond / single.perSecond / WORKERS[1])
  const costs = pairs.map(([two, single]) => two.cpu / single.cpu)
  return [
    { name: `Jobs of ${side} × ${side} a second, 1 worker`, value: one!, unit: '/s' },
    { name: `Jobs of ${side} × ${side} a second, 2 workers`, value: many!, unit: '/s' },
    {
      name: `2 workers against twice one worker, ${side} × ${side}`,
      value: getMedian(shares),
      unit: 'x',
      atLeast: LEAST_SHARE
    },
    {
      name: `Processor time of a job, with 2 workers against 1, ${side} × ${side}`,
      value: getMedian(costs),
      unit: 'x',
      atMost: MOST_COST
    }
  ]
}

const PIPELINE: ApiPrompt = {
  load: { class_type: 'LoadImage', inputs: { image: 'large.png' } },
  scale: {
    class_type: 'ImageScale',
    inputs: {
      image: ['load', 0],
      upscale_method: 'lanczos',
      width: SIDE,
      height: SIDE,
      crop: 'disabled'
    }
  },
  blur: { class_type: 'ImageBlur', inputs: { image: ['scale', 0], blur_radius: 8, sigma: 1 } },
  save: { class_type: 'SaveImage', inputs: { images: ['blur', 0], filename_prefix: 'bench' } }
}

async function measurePipeline(folders: EngineFolders): Promise<Figure[]> {
  const engine = startEngine(folders, 1)
  await run(engine, PIPELINE)
  const runs: Timed[] = []
  const cpu = readCpu()
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await run(engine, PIPELINE))
  const cpuOfOne = (readCpu() - cpu) / ROUNDS
  await engine.close()
  const nodes = Object.keys(PIPELINE).map((id) => ({
    name: `of it, ${PIPELINE[id]!.class_type}`,
    value: getMedian(runs.map((one) => one.nodes.get(id) ?? 0)),
    unit: 'ms' as const
  }))
  const all = getMedian(runs.map(({ ms }) => ms))
  return [
    { name: 'Load, scale, blur, save at 2048 × 2048', value: all, unit: 'ms' },
    { name: 'of it, processor time', value: cpuOfOne, unit: 'ms' },
    ...nodes
  ]
}

/** Stops a sampler in the middle of its steps. @returns ms until its job has ended */
async function stop(engine: Engine, seed: number): Promise<number> {
  const prompt = makeSampling(seed, 1000, 512)
  const checked = await engine.validate(prompt, null)
  if (!checked.valid) throw new Error(`refused: ${JSON.stringify(checked)}`)
  const promptId = randomUUID()
  let steps = 0
  let asked = 0
  const job = { promptId, prompt, outputNodeIds: checked.outputNodeIds, extraData: {} }
  const result = await engine.run(job, (event) => {
    if (event.kind !== 'message' || event.type !== 'progress' || ++steps !== 3) return
    asked = performance.now()
    engine.interrupt(promptId)
  })
  if (result.status !== 'interrupted') throw new Error(`The job ended as ${result.status}.`)
  return performance.now() - asked
}

async function measureInterruption(folders: EngineFolders): Promise<Figure[]> {
  const engine = startEngine(folders, 1)
  const times: number[] = []
  for (let seed = 0; seed < STOPS; seed += 1) times.push(await stop(engine, seed))
  await engine.close()
  return [
    {
      name: `Interruption inside a node, the slowest of ${STOPS}`,
      value: Math.max(...times),
      unit: 'ms',
      atMost: 100
    }
  ]
}

await runBench(async () => {
  const folders = await makeFolders()
  return [
    ...(await compareWorkers(folders, 512)),
    ...(await compareWorkers(folders, 192)),
    ...(await measureInterruption(folders)),
    ...(await measurePipeline(folders))
  ]
})
