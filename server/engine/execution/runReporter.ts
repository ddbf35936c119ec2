import type { EncodedPreview } from '../codec/encodeImage'
import type { EngineEvent } from '../engine'
import type { NodeIdentity } from './dynamicPrompt'

type Data = Readonly<Record<string, unknown>>
type Receiver = 'owner' | 'ownerOrAll' | 'everyone'

/** Says what happens in a run, and keeps what history keeps of it. Falls silent once the run has ended. */
export class RunReporter {
  readonly #promptId: string
  readonly #emit: (event: EngineEvent) => void
  readonly #now: () => number
  readonly #messages: [type: string, data: Data][] = []
  #ended = false

  constructor(promptId: string, emit: (event: EngineEvent) => void, now: () => number) {
    this.#promptId = promptId
    this.#emit = emit
    this.#now = now
  }

  /** The messages for history so far. */
  get messages(): readonly (readonly [type: string, data: Data])[] {
    return this.#messages
  }

  /** A message with `prompt_id` added. */
  send(type: string, data: Data, to: Receiver = 'owner'): void {
    this.#say({ kind: 'message', type, data: { ...data, prompt_id: this.#promptId }, to })
  }

  /** A message of a node's own, as it is. */
  sendRaw(type: string, data: Data, to: Receiver): void {
    this.#say({ kind: 'message', type, data, to })
  }

  /** A message with `prompt_id` and `timestamp` that history keeps too. */
  sendStatus(type: string, data: Data, to: Receiver = 'owner'): void {
    const complete = { ...data, prompt_id: this.#promptId, timestamp: this.#now() }
    this.#messages.push([type, complete])
    this.#say({ kind: 'message', type, data: complete, to })
  }

  sendPreview(
    { nodeId, displayId, parentId, realId }: NodeIdentity,
    picture: EncodedPreview
  ): void {
    this.#say({
      kind: 'preview',
      nodeId,
      displayNodeId: displayId,
      parentNodeId: parentId,
      realNodeId: realId,
      ...picture
    })
  }

  sendText(nodeId: string, text: string): void {
    this.#say({ kind: 'text', nodeId, text })
  }

  end(): void {
    this.#ended = true
  }

  #say(event: EngineEvent): void {
    if (!this.#ended) this.#emit(event)
  }
}
