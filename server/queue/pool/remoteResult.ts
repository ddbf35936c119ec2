import { isRecord } from '@/protocol/guards'
import type { ApiPrompt } from '@/protocol/prompt'
import { addPlaces } from '../../backends/pool/places'
import type { EngineResult } from '../../engine/engine'
import type { QueuedPrompt } from '../queuedPrompt'

type Message = EngineResult['messages'][number]

function readMessages(status: unknown): Message[] {
  const messages: readonly unknown[] =
    isRecord(status) && Array.isArray(status.messages) ? status.messages : []
  return messages.flatMap((message): Message[] => {
    if (!Array.isArray(message)) return []
    const [type, data] = message as unknown[]
    return typeof type === 'string' && isRecord(data) ? [[type, data]] : []
  })
}

function getStatus(status: unknown, messages: readonly Message[]): EngineResult['status'] {
  const types = new Set(messages.map(([type]) => type))
  if (types.has('execution_interrupted')) return 'interrupted'
  if (types.has('execution_error')) return 'error'
  const isError = isRecord(status) && status.status_str === 'error'
  return isError && !types.has('execution_success') ? 'error' : 'success'
}

/** How a prompt ended, as its server's history tells it; files carry the server's number. */
export function readResult(entry: Record<string, unknown>, number: number): EngineResult {
  const messages = readMessages(entry.status)
  const outputs = Object.entries(isRecord(entry.outputs) ? entry.outputs : {})
  return {
    status: getStatus(entry.status, messages),
    outputs: Object.fromEntries(outputs.map(([id, output]) => [id, addPlaces(output, number)])),
    meta: isRecord(entry.meta) ? entry.meta : {},
    messages
  }
}

/** The prompt as its server ran it: values in the types of their inputs, outputs as it chose them. */
export function readRun(queued: QueuedPrompt, entry: Record<string, unknown>): QueuedPrompt {
  if (!Array.isArray(entry.prompt)) return queued
  const [, , prompt, , outputs] = entry.prompt as unknown[]
  return {
    ...queued,
    ...(isRecord(prompt) && { prompt: prompt as ApiPrompt }),
    ...(Array.isArray(outputs) && { outputNodeIds: outputs.map(String) })
  }
}

/** How a prompt ended that nobody knows the end of. */
export function createLostResult(promptId: string, reason: string, now: number): EngineResult {
  const data = {
    prompt_id: promptId,
    node_id: null,
    node_type: null,
    executed: [],
    exception_message: `${reason}\n`,
    exception_type: 'BackendLost',
    traceback: [],
    current_inputs: {},
    current_outputs: [],
    timestamp: now
  }
  const started = { prompt_id: promptId, timestamp: now }
  const messages: Message[] = [
    ['execution_start', started],
    ['execution_error', data]
  ]
  return { status: 'error', outputs: {}, meta: {}, messages }
}
