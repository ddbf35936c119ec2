import type { Backend } from '../backends/backend'
import { describeError, type Log } from '../base/log'
import type { EngineEvent, EngineResult } from '../engine/engine'
import type { PromptHistory } from './promptHistory'
import { PromptHeap } from './promptHeap'
import type { PromptEvents } from './promptEvents'
import type { PromptList } from './promptList'
import type { QueuedPrompt } from './queuedPrompt'
import type { PromptStore } from './store/promptStore'

export interface PromptQueueOptions {
  readonly backend: Backend
  readonly history: PromptHistory
  readonly store: PromptStore
  readonly events: PromptEvents
  readonly log: Log
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** How long a prompt waits at least, in ms: clients listen for its events once they have their answer. */
  readonly startDelay?: number
}

const START_DELAY_MS = 10

interface Run {
  readonly queued: QueuedPrompt
  /** As shown to people; null before the first. */
  currentNode: string | null
  readonly startedAt: number
}

/** The count that is past a number, if that came from a count at all. */
function getCountAfter(number: number): number {
  return Number.isSafeInteger(number) && Math.abs(number) < MAX_COUNT ? Math.abs(number) + 1 : 0
}

/** Numbers beyond were chosen by somebody, not counted. */
const MAX_COUNT = 2 ** 31

/**
 * Prompts that wait and prompts that run, as many at once as the backend takes. It says `status` at the moments at
 * which ComfyUI does: queued, picked up, ended, cleared, deleted (protocol.md §1.5).
 */
export class PromptQueue implements PromptList {
  readonly #options: PromptQueueOptions
  readonly #now: () => number
  readonly #pending = new PromptHeap()
  /** Where each prompt lies in the store. */
  readonly #places = new WeakMap<QueuedPrompt, number>()
  /** By prompt id, in the order of starting. */
  readonly #running = new Map<string, Run>()
  readonly #ends = new Set<Promise<void>>()
  /** Prompts too new to be started. */
  readonly #fresh = new Set<QueuedPrompt>()
  /** How many remained as each prompt was taken of which nobody was told yet. */
  readonly #untold: number[] = []
  #closed = false
  /** The next priority (protocol.md §3.2). */
  #nextNumber = 0

  constructor(options: PromptQueueOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  /** Prompts that wait or run. */
  get remaining(): number {
    return this.#pending.size + this.#running.size
  }

  /** Hands out a priority: a count, its negative for the front. */
  takeNumber(front: boolean): number {
    const number = front ? -this.#nextNumber : this.#nextNumber
    this.#nextNumber += 1
    return number
  }

  /** Does a prompt of this id wait or run? */
  has(promptId: string): boolean {
    return this.#pending.has(promptId) || this.#running.has(promptId)
  }

  /** In the order of starting. */
  getRunning(): readonly QueuedPrompt[] {
    return [...this.#running.values()].map(({ queued }) => queued)
  }

  /** The prompts of a client that are at a node just now, in the order of starting. */
  getRunningNodes(clientId: string): readonly { promptId: string; node: string }[] {
    return [...this.#running.values()].flatMap(({ queued, currentNode }) =>
      queued.clientId === clientId && currentNode !== null
        ? [{ promptId: queued.promptId, node: currentNode }]
        : []
    )
  }

  /** In the order of execution. */
  getPending(): readonly QueuedPrompt[] {
    return this.#pending.toSorted()
  }

  getPendingOne(promptId: string): QueuedPrompt | null {
    return this.#pending.get(promptId)
  }

  /**
   * Takes a prompt. One whose id waits or runs already is taken too, as ComfyUI does, and runs when the other has ended.
   * @throws when the queue is closed, or the disk can't keep the prompt: it was not taken then
   */
  submit(prompt: QueuedPrompt): void {
    if (this.#closed) throw new Error('the queue is closed')
    this.#places.set(prompt, this.#options.store.addWaiting(prompt))
    const { promptId, number } = prompt
    const nodes = Object.keys(prompt.prompt).length
    this.#options.log.info('prompt queued', { prompt: promptId, number, nodes })
    this.#pending.add(prompt)
    this.#sayStatusLater()
    this.#startLater(prompt)
  }

  /** Takes prompts that an earlier server left waiting, with their places in the store. */
  restore(left: readonly { readonly queued: QueuedPrompt; readonly place: number }[]): void {
    for (const { queued, place } of left) {
      this.#places.set(queued, place)
      this.#pending.add(queued)
      this.#nextNumber = Math.max(this.#nextNumber, getCountAfter(queued.number))
      this.#options.log.info('prompt restored', { prompt: queued.promptId, number: queued.number })
    }
    if (left.length > 0) this.#sayStatus()
    this.#startNext()
  }

  /** Takes out pending prompts; running and unknown ones are left alone. @returns how many went */
  deletePending(promptIds: readonly string[]): number {
    let count = 0
    for (const promptId of promptIds) {
      const removed = this.#pending.remove(promptId)
      if (!removed) continue
      count += 1
      this.#forget([removed])
      this.#options.log.info('pending prompt deleted', { prompt: promptId })
      this.#sayStatus()
      // ComfyUI empties its list when the last one goes, and says so a second time (protocol.md §3.3).
      if (this.#pending.size === 0) this.#sayStatus()
    }
    return count
  }

  clearPending(): void {
    this.#forget(this.#pending.toSorted())
    const count = this.#pending.clear()
    if (count > 0) this.#options.log.info('pending prompts cleared', { count })
    this.#sayStatus()
  }

  /** Stops one prompt if it runs; a pending or unknown one is left alone. @returns whether it ran */
  interrupt(promptId: string): boolean {
    if (!this.#running.has(promptId)) return false
    this.#options.log.info('interrupt', { prompt: promptId })
    return this.#options.backend.interrupt(promptId)
  }

  /** Stops whatever runs: with several workers that is every running prompt. */
  interruptAll(): void {
    for (const promptId of this.#running.keys()) this.interrupt(promptId)
  }

  /** Takes a prompt out or stops it, whichever applies. @returns false when there was nothing to do */
  cancel(promptId: string): boolean {
    return this.deletePending([promptId]) > 0 || this.interrupt(promptId)
  }

  /** Takes nothing more, stops what runs, and waits for it to end. What waits stays in the store. */
  async close(): Promise<void> {
    this.#closed = true
    this.#pending.clear()
    this.interruptAll()
    await Promise.all(this.#ends)
  }

  /** What the store can't do is reported; the queue goes on without it. */
  #write(promptId: string | null, change: (store: PromptStore) => void): void {
    try {
      change(this.#options.store)
    } catch (error) {
      const facts = { prompt: promptId, error: describeError(error) }
      this.#options.log.error('queue not written', facts)
    }
  }

  #forget(prompts: readonly QueuedPrompt[]): void {
    const places = prompts.flatMap((prompt) => this.#places.get(prompt) ?? [])
    this.#write(prompts[0]?.promptId ?? null, (store) =>
      store.atOnce(() => {
        for (const place of places) store.forget(place)
      })
    )
  }

  #sayStatus(): void {
    this.#tell()
    this.#options.events.status(this.remaining)
  }

  /** The answer goes first, as with ComfyUI: who submits does not wait until all sockets are served. */
  #sayStatusLater(): void {
    this.#untold.push(this.remaining)
    if (this.#options.startDelay === 0) this.#tell()
    else if (this.#untold.length === 1) setImmediate(() => this.#tell())
  }

  #tell(): void {
    for (const remaining of this.#untold.splice(0)) this.#options.events.status(remaining)
  }

  /** Not before the client that submitted it had time to read the answer; as with ComfyUI, some milliseconds. */
  #startLater(prompt: QueuedPrompt): void {
    const { startDelay = START_DELAY_MS } = this.#options
    if (startDelay === 0) {
      this.#startNext()
      return
    }
    this.#fresh.add(prompt)
    setTimeout(() => {
      this.#fresh.delete(prompt)
      this.#startNext()
    }, startDelay)
  }

  #startNext(): void {
    while (!this.#closed && this.#running.size < this.#options.backend.capacity) {
      const next = this.#pending.findFirst(({ promptId }) => !this.#running.has(promptId))
      if (!next || this.#fresh.has(next)) return
      this.#pending.take(next)
      const end = this.#execute(next)
      this.#ends.add(end)
      void end.finally(() => this.#ends.delete(end))
    }
  }

  async #execute(queued: QueuedPrompt): Promise<void> {
    const { backend, log } = this.#options
    const { promptId, prompt, outputNodeIds, extraData } = queued
    const run: Run = { queued, currentNode: null, startedAt: this.#now() }
    this.#running.set(promptId, run)
    const place = this.#places.get(queued)
    if (place !== undefined) this.#write(promptId, (s) => s.markStarted(place, run.startedAt))
    log.info('prompt started', { prompt: promptId })
    this.#sayStatus()
    const job = { promptId, prompt, outputNodeIds, extraData }
    const result = await backend.run(job, (event) => this.#hear(run, event))
    this.#finish(run, result)
    this.#startNext()
  }

  #hear(run: Run, event: EngineEvent): void {
    const { promptId, clientId } = run.queued
    if (event.kind === 'message' && event.type === 'executing') {
      const node = event.data.display_node ?? event.data.node
      run.currentNode = typeof node === 'string' ? node : null
    }
    this.#options.events.engineEvent(promptId, clientId, event)
  }

  /** The order clients rely on: the terminal event is out, then history, `status`, `executing` null. */
  #finish(run: Run, result: EngineResult): void {
    const { events, history, log } = this.#options
    const { promptId, clientId } = run.queued
    try {
      history.add(run.queued, result, this.#places.get(run.queued) ?? null)
    } catch (error) {
      log.error('history refused', { prompt: promptId, error: describeError(error) })
    }
    this.#running.delete(promptId)
    const seconds = (this.#now() - run.startedAt) / 1000
    log.info('prompt ended', { prompt: promptId, status: result.status, seconds })
    this.#sayStatus()
    events.ended(promptId, clientId)
  }
}
