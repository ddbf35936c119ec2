import { EngineWorker, type EngineWorkerOptions } from './engineWorker'

/** How long a worker may go on with a call that nobody waits for any more, in ms; then its thread is ended. */
const DRAIN_LIMIT = 1000

interface Waiter {
  readonly resolve: (worker: EngineWorker) => void
  readonly reject: (error: Error) => void
}

export class PoolClosedError extends Error {
  constructor() {
    super('The engine is shutting down.')
    this.name = 'PoolClosedError'
  }
}

/** Starts worker threads as they are needed, up to a number, and lends each to one prompt at a time. */
export class WorkerPool {
  readonly #options: EngineWorkerOptions
  readonly #size: number
  readonly #all = new Set<EngineWorker>()
  readonly #free: EngineWorker[] = []
  readonly #waiters: Waiter[] = []
  #closed = false

  constructor(size: number, options: EngineWorkerOptions) {
    this.#size = size
    this.#options = options
    // The first one is started at once, so that the first prompt does not wait for it.
    this.#free.push(this.#start())
  }

  /** @param signal gives up waiting */
  acquire(signal: AbortSignal): Promise<EngineWorker> {
    if (this.#closed) return Promise.reject(new PoolClosedError())
    const worker = this.#takeFree()
    if (worker) return Promise.resolve(worker)
    return new Promise((resolve, reject) => {
      const waiter = { resolve, reject }
      this.#waiters.push(waiter)
      const giveUp = () => {
        const index = this.#waiters.indexOf(waiter)
        if (index === -1) return
        this.#waiters.splice(index, 1)
        reject(new Error('aborted'))
      }
      signal.addEventListener('abort', giveUp, { once: true })
      if (signal.aborted) giveUp()
    })
  }

  /** Takes a worker back. One that is still busy is left to finish for a while, then ended and replaced. */
  async release(worker: EngineWorker): Promise<void> {
    if (worker.isBusy) {
      worker.interrupt()
      const timer = setTimeout(() => void worker.terminate(), DRAIN_LIMIT)
      await worker.whenIdle()
      clearTimeout(timer)
    }
    if (this.#closed) return
    if (worker.hasEnded) this.#all.delete(worker)
    else this.#free.push(worker)
    this.#serveNext()
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const waiter of this.#waiters.splice(0)) waiter.reject(new PoolClosedError())
    await Promise.all([...this.#all].map((worker) => worker.terminate()))
  }

  #start(): EngineWorker {
    const worker = new EngineWorker(this.#options)
    this.#all.add(worker)
    return worker
  }

  #takeFree(): EngineWorker | null {
    for (let worker = this.#free.pop(); worker; worker = this.#free.pop()) {
      if (!worker.hasEnded) {
        worker.reset()
        return worker
      }
      this.#all.delete(worker)
    }
    return this.#all.size < this.#size ? this.#start() : null
  }

  #serveNext(): void {
    const waiter = this.#waiters[0]
    if (!waiter) return
    const worker = this.#takeFree()
    if (!worker) return
    this.#waiters.shift()
    waiter.resolve(worker)
  }
}
