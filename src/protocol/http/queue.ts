import * as z from 'zod/mini'
import type { ApiPrompt } from '../prompt'
import { isIdText, isRecord } from '../guards'

/** `GET /queue`. Pending items come in heap order: sort by number (protocol.md §3.3). */
export const queueSchema = z.object({
  queue_running: z.array(z.unknown()),
  queue_pending: z.array(z.unknown())
})

/** A submitted prompt as the queue and the history list it, whatever the shape of the server. */
export interface QueueItem {
  readonly number: number | null
  readonly promptId: string
  readonly prompt: ApiPrompt
  readonly extraData: Readonly<Record<string, unknown>>
}

/**
 * Reads `[number, prompt_id, prompt, extra_data, output_node_ids]`, or the hosted form
 * `[number, prompt_id, prompt, output_node_ids, {create_time}]`; null when it is neither.
 */
export function decodeQueueItem(item: unknown): QueueItem | null {
  if (!Array.isArray(item)) return null
  const [number, promptId, prompt, fourth, fifth] = item as unknown[]
  if (!isIdText(promptId)) return null
  const extraData = Array.isArray(fourth) ? fifth : fourth
  return {
    number: typeof number === 'number' ? number : null,
    promptId,
    prompt: isRecord(prompt) ? (prompt as ApiPrompt) : {},
    extraData: isRecord(extraData) ? extraData : {}
  }
}

/** Body of `POST /queue` and `POST /history`. */
export interface DeleteRequestWire {
  readonly delete: readonly string[]
}

/** Body of `POST /interrupt`; without an id, whatever runs is interrupted. */
export interface InterruptRequestWire {
  readonly prompt_id?: string
}

/** Body of `POST /api/jobs/cancel`. */
export interface CancelJobsRequestWire {
  readonly job_ids: readonly string[]
}
