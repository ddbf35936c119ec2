import type { PromptId } from '@/domain/ids'
import { toPromptId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import type { NodeValidation, PromptRefusal } from '@/domain/promptError'
import type { Clock } from '@/domain/time'
import { mintUuid } from '@/domain/uuid'
import type { Frame } from '@/events/transport'
import type { ApiPrompt, PromptRequestWire } from '@/protocol/prompt'
import { ApiError } from '@/services/api/comfyApi'
import {
  makeCachedFrame,
  makeDrainedFrame,
  makeErrorFrame,
  makeExecutedFrame,
  makeExecutingFrame,
  makeFeatureFlagsFrame,
  makeFrame,
  makeInterruptedFrame,
  makeNodeState,
  makeProgressFrame,
  makeStartFrame,
  makeStatusFrame,
  makeSuccessFrame
} from '../builders/wireMessages'
import { makePreviewWithMetadataFrame } from '../builders/wireBinary'

/** A prompt as the server holds it. */
export interface ServerPrompt {
  readonly id: PromptId
  readonly number: number
  readonly clientId: string | null
  readonly prompt: ApiPrompt
  readonly extraData: Readonly<Record<string, unknown>>
  readonly createdAt: number
  status: 'pending' | 'running' | 'succeeded' | 'failed' | 'interrupted'
  startedAt: number | null
  endedAt: number | null
  failure: { readonly node: string; readonly message: string } | null
  readonly nodes: Record<string, { value: number; max: number; state: 'running' | 'finished' }>
  readonly outputs: Record<string, NodeOutput>
}

export interface ServerOptions {
  readonly clock: Clock
  /** Older than 0.3.45: takes no id from the client. */
  readonly choosesIds?: boolean
  /** Older than 0.3.57: interrupts whatever runs, whatever it is told. */
  readonly stopsBlindly?: boolean
  /** Older than 0.3.45: sends no `progress_state`. */
  readonly isWithoutSnapshots?: boolean
}

/** One request that reached the server, with the size of what went either way. */
export interface ServerRequest {
  readonly method: string
  readonly sent: number
  received: number
}

/** What a held request waits for. */
interface Gate {
  readonly stage: 'request' | 'answer' | 'rest'
  readonly waiting: (() => void)[]
}

/**
 * A tiny ComfyUI in memory: a queue, a history, sockets by client id, and frames in the order in which a real one
 * sends them. The test is its worker: nothing starts, steps or ends by itself.
 */
export class ScriptedServer {
  readonly prompts = new Map<PromptId, ServerPrompt>()
  readonly requests: ServerRequest[] = []
  readonly #sockets = new Map<string, (frame: Frame) => void>()
  readonly #gates = new Map<string, Gate>()
  readonly options: ServerOptions
  /** Requests fail as if no server were there; frames stop too. */
  isDown = false
  /** Frames get lost on their way. */
  isMute = false
  /** Says no to a prompt. */
  refuse: (request: PromptRequestWire) => PromptRefusal | null = () => null
  /** Outputs that don't run. */
  dropped: readonly NodeValidation[] = []
  #counter = 0

  constructor(options: ServerOptions) {
    this.options = options
  }

  /** Takes a socket, greets it, and replaces an older one of the same id. */
  attach(clientId: string, receive: (frame: Frame) => void): void {
    this.#sockets.set(clientId, receive)
    receive(makeStatusFrame(this.remaining, clientId))
    receive(makeFeatureFlagsFrame())
  }

  get remaining(): number {
    return this.listUnfinished().length
  }

  listUnfinished(): ServerPrompt[] {
    return [...this.prompts.values()].filter(
      ({ status }) => status === 'pending' || status === 'running'
    )
  }

  /** All prompts of a client, in order of submission. */
  listOf(clientId: string): ServerPrompt[] {
    return [...this.prompts.values()].filter((prompt) => prompt.clientId === clientId)
  }

  get(promptId: PromptId): ServerPrompt {
    const prompt = this.prompts.get(promptId)
    if (!prompt) throw new Error(`the server has no ${promptId}`)
    return prompt
  }

  /**
   * Calls of an API method wait from now on, before they are taken (`request`), with their answer, or (`rest`) once their status is known.
   * @returns lets all go that wait, and holds no more
   */
  hold(method: string, stage: Gate['stage'] = 'answer'): () => Promise<void> {
    const gate: Gate = { stage, waiting: [] }
    this.#gates.set(method, gate)
    return async () => {
      if (this.#gates.get(method) === gate) this.#gates.delete(method)
      for (const go of gate.waiting) go()
      for (let turn = 0; turn < 8; turn++) await Promise.resolve()
    }
  }

  /** One request: counted, held, refused while the server is down. */
  async serve<T>(method: string, body: unknown, answer: () => T): Promise<T> {
    const request: ServerRequest = { method, sent: sizeOf(body), received: 0 }
    this.requests.push(request)
    await this.pass(method, 'request')
    if (this.isDown) throw new ApiError('The server does not answer', null)
    const result = answer()
    await this.pass(method, 'answer')
    if (this.isDown) throw new ApiError('The connection broke', null)
    request.received = sizeOf(result)
    return result
  }

  /** Waits where a stage of a method's requests is held. */
  async pass(method: string, stage: Gate['stage']): Promise<void> {
    await Promise.resolve()
    const gate = this.#gates.get(method)
    if (gate?.stage === stage) await new Promise<void>((go) => gate.waiting.push(go))
  }

  submit(request: PromptRequestWire): ServerPrompt {
    const chosen = this.options.choosesIds ? undefined : request.prompt_id
    const number = ++this.#counter
    const prompt: ServerPrompt = {
      id: toPromptId(chosen ?? mintUuid()),
      number: request.number ?? (request.front ? -number : number),
      clientId: request.client_id ?? null,
      prompt: structuredClone(request.prompt),
      extraData: structuredClone(request.extra_data ?? {}),
      createdAt: this.options.clock.now(),
      status: 'pending',
      startedAt: null,
      endedAt: null,
      failure: null,
      nodes: {},
      outputs: {}
    }
    this.prompts.set(prompt.id, prompt)
    this.status()
    return prompt
  }

  /** Tells everybody the count. */
  status(): void {
    this.#broadcast(makeStatusFrame(this.remaining))
  }

  /** Takes a pending prompt out of the queue, without a word but the count. */
  drop(promptId: PromptId): boolean {
    const isPending = this.prompts.get(promptId)?.status === 'pending'
    if (isPending) {
      this.prompts.delete(promptId)
      this.status()
    }
    return isPending
  }

  /** The worker takes a prompt. */
  start(promptId: PromptId, cached: readonly string[] = []): void {
    const prompt = this.get(promptId)
    prompt.status = 'running'
    prompt.startedAt = this.options.clock.now()
    this.send(prompt, makeStartFrame(promptId), makeCachedFrame(cached, promptId))
  }

  /** A node steps; its first step starts it. */
  tick(promptId: PromptId, node: string, value: number, max = 20): void {
    const prompt = this.get(promptId)
    const isNew = !prompt.nodes[node]
    prompt.nodes[node] = { value, max, state: 'running' }
    this.#tellNodes(prompt)
    if (isNew)
      this.send(prompt, makeExecutingFrame({ node, display_node: node, prompt_id: promptId }))
    this.send(prompt, makeProgressFrame({ node, value, max, prompt_id: promptId }))
  }

  /** Sends the full snapshot of a prompt's nodes. */
  #tellNodes(prompt: ServerPrompt): void {
    if (this.options.isWithoutSnapshots) return
    const nodes = Object.entries(prompt.nodes).map(([id, node]) => [
      id,
      makeNodeState(id, { ...node, prompt_id: prompt.id })
    ])
    const data = { prompt_id: prompt.id, nodes: Object.fromEntries(nodes) as unknown }
    this.send(prompt, makeFrame('progress_state', data))
  }

  preview(promptId: PromptId, node: string): void {
    const ids = { node_id: node, display_node_id: node, real_node_id: node, prompt_id: promptId }
    this.send(this.get(promptId), makePreviewWithMetadataFrame(ids))
  }

  /** A node ends; one with output tells it. */
  finish(promptId: PromptId, node: string, output?: NodeOutput): void {
    const prompt = this.get(promptId)
    const max = prompt.nodes[node]?.max ?? 1
    prompt.nodes[node] = { value: max, max, state: 'finished' }
    if (output) {
      prompt.outputs[node] = output
      const ids = { node, display_node: node, prompt_id: promptId }
      this.send(prompt, makeExecutedFrame({ ...ids, output }))
    }
    this.#tellNodes(prompt)
  }

  succeed(promptId: PromptId): void {
    this.#end(promptId, 'succeeded', makeSuccessFrame(promptId))
  }

  fail(promptId: PromptId, node: string, message = 'something went wrong'): void {
    this.get(promptId).failure = { node, message }
    const data = { prompt_id: promptId, node_id: node, exception_message: `${message}\n` }
    this.#end(promptId, 'failed', makeErrorFrame(data))
  }

  interrupt(promptId: PromptId): void {
    this.#end(promptId, 'interrupted', makeInterruptedFrame(promptId))
  }

  /** Runs a prompt from start to success; nodes that save or preview give a picture. */
  play(promptId: PromptId): void {
    this.start(promptId)
    for (const [node, { class_type }] of Object.entries(this.get(promptId).prompt)) {
      this.tick(promptId, node, 0, 1)
      const isOutput = /^(Save|Preview)/.test(class_type ?? '')
      this.finish(promptId, node, isOutput ? makeResult(`${promptId}-${node}.png`) : undefined)
    }
    this.succeed(promptId)
  }

  /** Everything in memory is gone, as after a restart. */
  restart(): void {
    this.prompts.clear()
    this.#sockets.clear()
  }

  #end(promptId: PromptId, status: ServerPrompt['status'], frame: Frame): void {
    const prompt = this.get(promptId)
    prompt.status = status
    prompt.endedAt = this.options.clock.now()
    this.send(prompt, frame)
    this.status()
    this.send(prompt, makeDrainedFrame(promptId))
  }

  /** To the owner; to everybody when the prompt has none. */
  send({ clientId }: Pick<ServerPrompt, 'clientId'>, ...frames: readonly Frame[]): void {
    if (this.isMute || this.isDown) return
    const receivers =
      clientId === null ? [...this.#sockets.values()] : [this.#sockets.get(clientId)]
    for (const frame of frames) for (const receive of receivers) receive?.(frame)
  }

  #broadcast(frame: Frame): void {
    if (this.isMute || this.isDown) return
    for (const receive of this.#sockets.values()) receive(frame)
  }
}

export function makeResult(filename: string): NodeOutput {
  return { images: [{ filename, subfolder: '', type: 'output' }] }
}

function sizeOf(value: unknown): number {
  return value === undefined ? 0 : JSON.stringify(value).length
}
