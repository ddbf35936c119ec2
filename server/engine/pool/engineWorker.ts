import { Worker } from 'node:worker_threads'
import { noteTensors } from '../tensor/tensor'
import { EngineError, InterruptedError, type FailureReport } from '../values/engineError'
import type {
  FromWorker,
  WorkerAnswers,
  WorkerNews,
  WorkerRequest,
  WorkerSetup
} from '../worker/messages'

/** A failure inside a worker, with the stack of the place where it happened. */
export class WorkerFailure extends EngineError {
  readonly traceback: readonly string[]

  constructor({ exceptionType, message, traceback }: FailureReport) {
    super(exceptionType, message)
    this.traceback = traceback
  }
}

interface PendingCall {
  readonly onNews: (news: WorkerNews) => void
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

export interface EngineWorkerOptions {
  readonly url: URL
  readonly setup: Omit<WorkerSetup, 'interruptFlag'>
  /** Largest JavaScript heap, in MiB. Tensors are not part of it. */
  readonly heapMegabytes: number
}

const CRASH_TEXT = 'The worker thread that ran this node ended unexpectedly'

function describeCrash(error: Error & { code?: string }): EngineError {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new EngineError('MemoryError', 'The worker thread that ran this node ran out of memory.')
  }
  return new EngineError('RuntimeError', `${CRASH_TEXT}: ${error.message}`)
}

/** One worker thread, seen from the main thread. */
export class EngineWorker {
  readonly #worker: Worker
  readonly #flag: Int32Array
  readonly #calls = new Map<number, PendingCall>()
  readonly #idleWaiters: (() => void)[] = []
  #lastCall = 0
  #crash: Error | null = null

  constructor({ url, setup, heapMegabytes }: EngineWorkerOptions) {
    this.#flag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    const workerData: WorkerSetup = { ...setup, interruptFlag: this.#flag }
    this.#worker = new Worker(url, {
      workerData,
      // What the process was started with (--input-type, --cpu-prof, --import ...) is not meant for workers.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes }
    })
    // An idle worker does not keep the process alive; the server's socket does.
    this.#worker.unref()
    this.#worker.on('message', (message: FromWorker) => this.#receive(message))
    this.#worker.on('error', (error: Error) => this.#fail(describeCrash(error)))
    this.#worker.on('exit', () => this.#fail(new EngineError('RuntimeError', `${CRASH_TEXT}.`)))
  }

  /** Whether it ended; it can't be used any more then. */
  get hasEnded(): boolean {
    return this.#crash !== null
  }

  /** Whether calls are under way. */
  get isBusy(): boolean {
    return this.#calls.size > 0
  }

  /**
   * @param onNews progress and the like, until the answer
   * @throws WorkerFailure what the node threw; InterruptedError if it noticed the interruption; EngineError if the
   * thread ended
   */
  call<Request extends WorkerRequest>(
    request: Request,
    onNews: (news: WorkerNews) => void = () => undefined
  ): Promise<WorkerAnswers[Request['kind']]> {
    return new Promise((resolve, reject) => {
      if (this.#crash) {
        reject(this.#crash)
        return
      }
      this.#lastCall += 1
      const callId = this.#lastCall
      this.#calls.set(callId, { onNews, resolve: resolve as (answer: unknown) => void, reject })
      this.#worker.ref()
      this.#worker.postMessage({ callId, request })
    })
  }

  /** Asks the calls under way to stop, at their next check. */
  interrupt(): void {
    Atomics.store(this.#flag, 0, 1)
  }

  /** Makes the worker ready for the next prompt. */
  reset(): void {
    Atomics.store(this.#flag, 0, 0)
  }

  /** Resolves once no call is under way; at once if there is none. */
  whenIdle(): Promise<void> {
    if (!this.isBusy) return Promise.resolve()
    return new Promise((resolve) => {
      this.#idleWaiters.push(resolve)
    })
  }

  /** Ends the thread, whatever it does. */
  async terminate(): Promise<void> {
    await this.#worker.terminate()
  }

  #receive(message: FromWorker): void {
    const call = this.#calls.get(message.callId)
    if (!call) return
    if ('news' in message) {
      call.onNews(message.news)
      return
    }
    this.#calls.delete(message.callId)
    if ('failure' in message) {
      const { failure } = message
      call.reject(failure.interrupted ? new InterruptedError() : new WorkerFailure(failure))
    } else {
      noteTensors(message.answer)
      call.resolve(message.answer)
    }
    this.#noteIdle()
  }

  #fail(error: Error): void {
    this.#crash ??= error
    for (const call of this.#calls.values()) call.reject(this.#crash)
    this.#calls.clear()
    this.#noteIdle()
  }

  #noteIdle(): void {
    if (this.isBusy) return
    this.#worker.unref()
    for (const resolve of this.#idleWaiters.splice(0)) resolve()
  }
}
