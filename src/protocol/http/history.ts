import * as z from 'zod/mini'
import { isRecord } from '../guards'
import { jsonObject, lenient, orElse, parseEach } from './schema'

const statusSchema = z.object({
  status_str: lenient(z.string()),
  completed: lenient(z.boolean()),
  messages: orElse(z.array(z.unknown()), [])
})

/** One entry of `/history` (protocol.md §6.1). */
export const historyEntrySchema = z.object({
  prompt: z.optional(z.unknown()),
  outputs: orElse(jsonObject, {}),
  status: lenient(statusSchema)
})

/** A message kept in a prompt's status: the event's name and its data. */
export type StatusMessage = readonly [type: string, data: Readonly<Record<string, unknown>>]

/** How a prompt ended: history's `status`, the jobs API's `execution_status`. */
export interface ExecutionStatusWire {
  readonly statusText: string | null
  readonly messages: readonly StatusMessage[]
}

const messageSchema = z.tuple([z.string(), jsonObject])

/** Reads an execution status; null when there is none. */
export function decodeExecutionStatus(value: unknown): ExecutionStatusWire | null {
  const status = isRecord(value) ? statusSchema.safeParse(value) : null
  if (!status?.success) return null
  const { status_str, messages } = status.data
  return { statusText: status_str ?? null, messages: parseEach(messageSchema, messages) }
}
