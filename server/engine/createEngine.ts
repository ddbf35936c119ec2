import { totalmem } from 'node:os'
import type { ApiPrompt } from '@/protocol/prompt'
import { createCacheLimits, type CachePolicy } from './cache/cachePolicy'
import { ResultCache } from './cache/resultCache'
import type { Engine, EngineEvent, EngineFolders, EngineJob, EngineResult } from './engine'
import { PromptRun } from './execution/promptRun'
import { loadCatalogue, readObjectInfo } from './nodes/nodeCatalogue'
import type { NodePackFailure, NodePackSource } from './packs/nodePack'
import type { EngineWorker } from './pool/engineWorker'
import { WorkerPool } from './pool/workerPool'
import { validatePrompt } from './validation/validatePrompt'

export interface EngineOptions {
  readonly folders: EngineFolders
  /** Worker threads, which is how many prompts run at the same time. */
  readonly workers: number
  /** The built `worker/main.ts`. */
  readonly workerUrl: URL
  /** Further nodes: the default export of each module gets the tools to make nodes and returns a list of them. */
  readonly packs?: readonly NodePackSource[]
  /** Hears of packs, or nodes of packs, that are left out. */
  readonly onPackFailure?: (failure: NodePackFailure) => void
  readonly cache?: CachePolicy
  /** Bound of the cached results' tensors, in bytes. */
  readonly cacheBytes?: number
  /** Are previews made of prompts that don't say whether they want any? They are, without it. */
  readonly previews?: boolean
  /** Largest JavaScript heap of a worker, in MiB. */
  readonly workerHeapMegabytes?: number
  readonly now?: () => number
}

const LARGEST_CACHE = 4 * 2 ** 30
const CACHE_SHARE = 1 / 8
const WORKER_HEAP_MEGABYTES = 2048

function createCache(options: EngineOptions): ResultCache {
  const { cache = { kind: 'recent' }, workers } = options
  const maxBytes = options.cacheBytes ?? Math.min(LARGEST_CACHE, totalmem() * CACHE_SHARE)
  return new ResultCache(createCacheLimits(cache, workers, maxBytes))
}

/** A prompt that leaves it to the server is told what the server was told (protocol.md §3.2). */
function chosePreviews(job: EngineJob, { previews = true }: EngineOptions): EngineJob {
  const { preview_method: wanted = 'default' } = job.extraData
  if (previews || wanted !== 'default') return job
  return { ...job, extraData: { ...job.extraData, preview_method: 'none' } }
}

/**
 * The embedded engine: executes prompts on worker threads, one prompt per worker at a time. The order of nodes, the
 * cache and all messages live on the calling thread; workers only run nodes.
 */
export function createEngine(options: EngineOptions): Engine {
  const { folders, workers, workerUrl, now = Date.now } = options
  const { packs = [], onPackFailure } = options
  const catalogue = loadCatalogue(packs).then(({ types, failures }) => {
    for (const failure of failures) onPackFailure?.(failure)
    return types
  })
  const cache = createCache(options)
  const pool = new WorkerPool(workers, {
    url: workerUrl,
    setup: { folders, packs },
    heapMegabytes: options.workerHeapMegabytes ?? WORKER_HEAP_MEGABYTES
  })
  const running = new Map<string, Set<AbortController>>()

  async function runOn(
    worker: EngineWorker | null,
    job: EngineJob,
    emit: (event: EngineEvent) => void,
    signal: AbortSignal
  ): Promise<EngineResult> {
    const onAbort = () => worker?.interrupt()
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
    const around = { catalogue: await catalogue, cache, worker, emit, now, signal }
    return new PromptRun(chosePreviews(job, options), job.prompt, around).run()
  }

  async function run(job: EngineJob, emit: (event: EngineEvent) => void): Promise<EngineResult> {
    const control = new AbortController()
    const controls = running.get(job.promptId) ?? new Set()
    running.set(job.promptId, controls.add(control))
    const worker = await pool.acquire(control.signal).catch(() => null)
    try {
      return await runOn(worker, job, emit, control.signal)
    } finally {
      controls.delete(control)
      if (controls.size === 0) running.delete(job.promptId)
      if (worker) void pool.release(worker)
    }
  }

  return {
    capacity: workers,
    getObjectInfo: async () => readObjectInfo(await catalogue, folders),
    validate: async (prompt: ApiPrompt, targets) =>
      validatePrompt(await catalogue, folders, prompt, targets),
    run,
    interrupt(promptId) {
      const controls = running.get(promptId)
      for (const control of controls ?? []) control.abort()
      return controls !== undefined
    },
    free: () => cache.clear(),
    async close() {
      for (const controls of running.values()) for (const control of controls) control.abort()
      await pool.close()
    }
  }
}
