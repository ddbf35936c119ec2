import type { EngineResult } from '../../server/engine/engine'
import type { QueuedPrompt } from '../../server/queue/queuedPrompt'

let count = 0

/** A UUID that is the same in every run of a test: its last digits are the number. */
export function makeUuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}

export function makeQueuedPrompt(overrides: Partial<QueuedPrompt> = {}): QueuedPrompt {
  count += 1
  const clientId = overrides.clientId === undefined ? 'client-a' : overrides.clientId
  const createTime = overrides.createTime ?? 1_790_000_000_000 + count
  return {
    promptId: makeUuid(count),
    number: count,
    prompt: { '1': { class_type: 'PreviewImage', inputs: {} } },
    extraData: { client_id: clientId, create_time: createTime },
    outputNodeIds: ['1'],
    clientId,
    createTime,
    ...overrides
  }
}

export function makeEngineResult(overrides: Partial<EngineResult> = {}): EngineResult {
  return { status: 'success', outputs: {}, meta: {}, messages: [], ...overrides }
}
