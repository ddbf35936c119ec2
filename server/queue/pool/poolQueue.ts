import type { BinaryMessage } from '@/protocol/binaryMessages'
import type { Member, MemberListener } from '../../backends/pool/member'
import { describeError, type Log } from '../../base/log'
import type { EngineResult } from '../../engine/engine'
import type { PromptEvents } from '../promptEvents'
import type { PromptHistory } from '../promptHistory'
import type { PromptList } from '../promptList'
import type { QueuedPrompt } from '../queuedPrompt'
import type { PromptStore } from '../store/promptStore'
import { toBinaryEvent, toEvent } from './remoteEvents'
import { createRemotePrompt, type RemotePrompt } from './remotePrompt'
import { createLostResult, readResult, readRun } from './remoteResult'

export interface PoolQueueOptions {
  readonly members: readonly Member[]
  readonly history: PromptHistory
  readonly store: PromptStore
  readonly events: PromptEvents & {
    /** A message that is of no prompt, as node packs send them. */
    tellAll(type: string, data: Readonly<Record<string, unknown>>): void
  }
  readonly log: Log
  /** How long a server may be away before its prompts are given up, in ms. */
  readonly graceMs?: number
}

const GRACE_MS = 15_000
const TERMINAL = new Set(['execution_success', 'execution_error', 'execution_interrupted'])
/** Messages of the connection itself, which our own sockets have of their own. */
const OWN_BUSINESS = new Set(['status', 'feature_flags', 'logs'])

const LOST_THERE = 'no longer knows this prompt: it was restarted, or somebody took it out.'
const NOT_ANSWERING =
  'does not answer any more. Nobody knows how far this prompt came, or whether it goes on there.'
const NOT_LISTED = 'is not among this server’s backends any more.'

function isTerminal(type: string, data: Readonly<Record<string, unknown>>): boolean {
  return TERMINAL.has(type) && data.exception_type !== 'ExecutionBlocked'
}

/**
 * The prompts that several ComfyUI servers have of us, as one queue. Each lies in the queue of its server; what that
 * says of it is told to the client that submitted it here.
 */
export class PoolQueue implements PromptList, MemberListener {
  readonly #options: PoolQueueOptions
  /** In the order of submission. */
  readonly #prompts = new Map<string, RemotePrompt>()
  readonly #given = new Map<Member, NodeJS.Timeout>()

  constructor(options: PoolQueueOptions) {
    this.#options = options
  }

  get remaining(): number {
    return this.#list('pending').length + this.#list('running').length
  }

  getRunning(): readonly QueuedPrompt[] {
    return this.#list('running').map(({ queued }) => queued)
  }

  getPending(): readonly QueuedPrompt[] {
    const pending = this.#list('pending').map(({ queued }) => queued)
    return pending.toSorted((one, other) => one.number - other.number)
  }

  getPendingOne(promptId: string): QueuedPrompt | null {
    const known = this.#prompts.get(promptId)
    return known?.phase === 'pending' ? known.queued : null
  }

  getRunningNodes(clientId: string): readonly { promptId: string; node: string }[] {
    return this.#list('running').flatMap(({ queued, currentNode }) =>
      queued.clientId === clientId && currentNode !== null
        ? [{ promptId: queued.promptId, node: currentNode }]
        : []
    )
  }

  /** How busy a server is: our prompts, and as many of others as it counts beyond them. */
  getLoad(member: Member): number {
    const own = [...this.#prompts.values()].filter((prompt) => prompt.member === member).length
    return Math.max(own, member.remaining)
  }

  has(promptId: string): boolean {
    return this.#prompts.has(promptId)
  }

  /** Notes a prompt that is about to be sent: its events may come before the answer. */
  expect(queued: QueuedPrompt, member: Member): RemotePrompt {
    const prompt = createRemotePrompt(queued, member)
    this.#prompts.set(queued.promptId, prompt)
    return prompt
  }

  /** The server did not take it. */
  refuse({ queued }: RemotePrompt): void {
    this.#prompts.delete(queued.promptId)
  }

  /** The server took it. */
  accept(prompt: RemotePrompt, queued: QueuedPrompt): void {
    const { promptId, number } = queued
    prompt.queued = queued
    const backend = prompt.member.url.origin
    this.#options.log.info('prompt queued', { prompt: promptId, number, backend })
    // All of it may have happened before the answer came.
    if (!this.#prompts.has(promptId)) return
    this.#write(promptId, (store) => {
      prompt.place = store.addWaiting(createStored(prompt))
    })
    if (prompt.phase === 'sent') prompt.phase = 'pending'
    this.#sayStatus()
  }

  /** Takes up what an earlier start left; its servers are asked about it when they are there. */
  restore(): void {
    const { store, members, log } = this.#options
    for (const { place, queued, startedAt } of store.listLeft()) {
      const { backend = '' } = queued as QueuedPrompt & { backend?: string }
      const member = members.find(({ url }) => url.href === backend)
      const prompt = this.expect(queued, member ?? members[0]!)
      prompt.place = place
      prompt.phase = startedAt === null ? 'pending' : 'running'
      log.info('prompt restored', { prompt: queued.promptId, backend })
      if (!member) this.#giveUp(prompt, `The ComfyUI server at ${backend} ${NOT_LISTED}`)
    }
    for (const member of members) this.#startGrace(member)
  }

  async deletePending(promptIds: readonly string[]): Promise<number> {
    const gone = await Promise.all(promptIds.map((id) => this.#deleteOne(id)))
    return gone.filter(Boolean).length
  }

  async clearPending(): Promise<void> {
    await this.deletePending(this.getPending().map(({ promptId }) => promptId))
    this.#sayStatus()
  }

  async interrupt(promptId: string): Promise<boolean> {
    const prompt = this.#prompts.get(promptId)
    if (prompt?.phase !== 'running') return false
    this.#options.log.info('interrupt', { prompt: promptId })
    return this.#ask(prompt, async ({ api }) => {
      const { status } = await api.post('/interrupt', { prompt_id: promptId })
      return status === 200
    })
  }

  async interruptAll(): Promise<void> {
    await Promise.all(this.getRunning().map(({ promptId }) => this.interrupt(promptId)))
  }

  async cancel(promptId: string): Promise<boolean> {
    if (await this.#deleteOne(promptId)) return true
    return this.interrupt(promptId)
  }

  onUp(member: Member): void {
    clearTimeout(this.#given.get(member))
    this.#given.delete(member)
    void this.#lookAfter(member).catch((error: unknown) => {
      const facts = { backend: member.url.origin, error: describeError(error) }
      this.#options.log.warn('backend not asked about its prompts', facts)
    })
  }

  onDown(member: Member): void {
    this.#startGrace(member)
  }

  onMessage(member: Member, type: string, data: Readonly<Record<string, unknown>>): void {
    if (OWN_BUSINESS.has(type)) return
    const id = data.prompt_id
    if (typeof id !== 'string') {
      // The replay after a reconnect names none; our clients get their own (protocol.md §1.4).
      if (type !== 'executing') this.#options.events.tellAll(type, data)
      return
    }
    const prompt = this.#prompts.get(id)
    if (!prompt || prompt.member !== member) return
    // Whatever it says of its work, it has started.
    this.#noteStart(prompt)
    if (type === 'executing' && data.node === null) {
      this.#end(prompt)
      return
    }
    if (type === 'executing') prompt.currentNode = toText(data.display_node ?? data.node)
    if (isTerminal(type, data)) prompt.isEndTold = true
    const event = toEvent(type, data, member.number)
    this.#options.events.engineEvent(id, prompt.queued.clientId, event)
  }

  onBinary(member: Member, message: BinaryMessage): void {
    const named = message.type === 'binary.previewWithMetadata' ? message.metadata.prompt_id : null
    const prompt =
      named === null
        ? this.#list('running').find((one) => one.member === member)
        : this.#prompts.get(named)
    if (!prompt || prompt.member !== member) return
    const event = toBinaryEvent(message, prompt.currentNode)
    const { promptId, clientId } = prompt.queued
    if (event) this.#options.events.engineEvent(promptId, clientId, event)
  }

  /** What its servers have goes on there, and is taken up at the next start. */
  close(): void {
    for (const timer of this.#given.values()) clearTimeout(timer)
    for (const member of this.#options.members) member.close()
  }

  #list(phase: RemotePrompt['phase']): RemotePrompt[] {
    return [...this.#prompts.values()].filter((prompt) => prompt.phase === phase)
  }

  #noteStart(prompt: RemotePrompt): void {
    if (prompt.phase === 'running') return
    prompt.phase = 'running'
    const { place, queued, member } = prompt
    if (place !== null)
      this.#write(queued.promptId, (store) => store.markStarted(place, Date.now()))
    const facts = { prompt: queued.promptId, backend: member.url.origin }
    this.#options.log.info('prompt started', facts)
    this.#sayStatus()
  }

  /** Takes it out there, and here if it is really gone: it may have started meanwhile. */
  async #deleteOne(promptId: string): Promise<boolean> {
    const prompt = this.#prompts.get(promptId)
    if (prompt?.phase !== 'pending') return false
    const isGone = await this.#ask(prompt, async ({ api }) => {
      await api.post('/queue', { delete: [promptId] })
      const { running, pending } = await api.readQueue()
      if (running.has(promptId)) this.#noteStart(prompt)
      return !running.has(promptId) && !pending.has(promptId)
    })
    // What ended meanwhile was not taken out.
    if (!isGone || this.#prompts.get(promptId) !== prompt || this.#isRunning(prompt)) return false
    this.#remove(prompt)
    this.#options.log.info('pending prompt deleted', { prompt: promptId })
    this.#sayStatus()
    if (this.#list('pending').length === 0) this.#sayStatus()
    return true
  }

  /** @returns false when its server doesn't answer: nothing is known to have happened then */
  async #ask(prompt: RemotePrompt, question: (member: Member) => Promise<boolean>) {
    try {
      return await question(prompt.member)
    } catch (error) {
      const { promptId } = prompt.queued
      const facts = { prompt: promptId, backend: prompt.member.url.origin }
      this.#options.log.warn('backend not reached', { ...facts, error: describeError(error) })
      return false
    }
  }

  #isRunning({ phase }: RemotePrompt): boolean {
    return phase === 'running'
  }

  /** After its socket was away: what became of the prompts it had? */
  async #lookAfter(member: Member): Promise<void> {
    const own = [...this.#prompts.values()].filter(
      (prompt) => prompt.member === member && prompt.phase !== 'sent'
    )
    if (own.length === 0) return
    const { running, pending } = await member.api.readQueue()
    for (const prompt of own) {
      const { promptId } = prompt.queued
      if (running.has(promptId)) this.#noteStart(prompt)
      else if (!pending.has(promptId)) this.#end(prompt)
    }
  }

  #startGrace(member: Member): void {
    if (member.isUp || this.#given.has(member)) return
    const timer = setTimeout(() => {
      for (const prompt of this.#prompts.values()) {
        if (prompt.member === member && prompt.phase !== 'sent')
          this.#giveUp(prompt, `The ComfyUI server at ${member.url.origin} ${NOT_ANSWERING}`)
      }
    }, this.#options.graceMs ?? GRACE_MS)
    this.#given.set(member, timer.unref())
  }

  #giveUp(prompt: RemotePrompt, reason: string): void {
    const { promptId } = prompt.queued
    this.#options.log.warn('prompt lost', { prompt: promptId, reason })
    this.#finish(prompt, createLostResult(promptId, reason, Date.now()))
  }

  #end(prompt: RemotePrompt): void {
    if (prompt.isEnding) return
    prompt.isEnding = true
    void this.#settle(prompt).catch((error: unknown) => {
      // It went away just now: asked again when it is back, given up when it stays away.
      prompt.isEnding = false
      const facts = { prompt: prompt.queued.promptId, error: describeError(error) }
      this.#options.log.warn('end of a prompt not read', facts)
    })
  }

  async #settle(prompt: RemotePrompt): Promise<void> {
    const { member, queued } = prompt
    const entry = await member.api.readHistory(queued.promptId)
    if (this.#prompts.get(queued.promptId) !== prompt) return
    if (entry) {
      prompt.queued = readRun(queued, entry)
      this.#finish(prompt, readResult(entry, member.number))
    } else this.#giveUp(prompt, `The ComfyUI server at ${member.url.origin} ${LOST_THERE}`)
  }

  /** The order clients rely on: the terminal event is out, then history, `status`, `executing` null. */
  #finish(prompt: RemotePrompt, result: EngineResult): void {
    const { events, history, log } = this.#options
    const { promptId, clientId } = prompt.queued
    const last = result.messages.findLast(([type]) => TERMINAL.has(type))
    if (last && !prompt.isEndTold)
      events.engineEvent(promptId, clientId, toEvent(last[0], last[1], prompt.member.number))
    try {
      history.add(prompt.queued, result, prompt.place)
    } catch (error) {
      log.error('history refused', { prompt: promptId, error: describeError(error) })
    }
    this.#prompts.delete(promptId)
    log.info('prompt ended', { prompt: promptId, status: result.status })
    this.#sayStatus()
    events.ended(promptId, clientId)
  }

  #remove({ queued, place }: RemotePrompt): void {
    this.#prompts.delete(queued.promptId)
    if (place !== null) this.#write(queued.promptId, (store) => store.forget(place))
  }

  /** What the store can't do is reported; the queue goes on without it. */
  #write(promptId: string, change: (store: PromptStore) => void): void {
    try {
      change(this.#options.store)
    } catch (error) {
      const facts = { prompt: promptId, error: describeError(error) }
      this.#options.log.error('queue not written', facts)
    }
  }

  #sayStatus(): void {
    this.#options.events.status(this.remaining)
  }
}

/** What is kept of it: with its server, to be asked after a restart. */
function createStored({ queued, member }: RemotePrompt): QueuedPrompt & { backend: string } {
  return { ...queued, backend: member.url.href }
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
