import { isRecord } from '@/protocol/guards'
import type { ApiPrompt } from '@/protocol/prompt'

/** A prompt that was accepted, as the queue keeps it (protocol.md §3.2). */
export interface QueuedPrompt {
  readonly promptId: string
  /** Priority; lower runs first. */
  readonly number: number
  readonly prompt: ApiPrompt
  /** What the client sent, with `client_id` and `create_time`, without secrets. */
  readonly extraData: Readonly<Record<string, unknown>>
  readonly outputNodeIds: readonly string[]
  /** Who hears its events; null: nobody in particular. */
  readonly clientId: string | null
  /** Milliseconds since the epoch. */
  readonly createTime: number
}

/** Wire form of a queue item (protocol.md §3.3). */
export type QueueItemWire = readonly [
  number: number,
  promptId: string,
  prompt: ApiPrompt,
  extraData: Readonly<Record<string, unknown>>,
  outputNodeIds: readonly string[]
]

export function toQueueItem(prompt: QueuedPrompt): QueueItemWire {
  return [prompt.number, prompt.promptId, prompt.prompt, prompt.extraData, prompt.outputNodeIds]
}

/** The document's own id, if the prompt came with its workflow (protocol.md §6.3). */
export function getWorkflowId(extraData: Readonly<Record<string, unknown>>): string | null {
  const info = extraData.extra_pnginfo
  const workflow = isRecord(info) ? info.workflow : null
  const id = isRecord(workflow) ? workflow.id : null
  return typeof id === 'string' ? id : null
}
