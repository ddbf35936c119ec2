import type { EngineResult } from '../engine/engine'
import { summariseOutputs } from './outputSummary'
import { getWorkflowId, type QueuedPrompt } from './queuedPrompt'

export const JOB_STATUSES = ['pending', 'in_progress', 'completed', 'failed', 'cancelled'] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

/** A job as `/api/jobs` lists it; what is unknown is absent (protocol.md §3.4). */
export interface JobWire {
  readonly id: string
  readonly status: JobStatus
  readonly priority: number
  readonly create_time: number
  readonly execution_start_time?: number
  readonly execution_end_time?: number
  readonly execution_error?: Readonly<Record<string, unknown>>
  readonly outputs_count: number
  readonly previewable_outputs_count: number
  readonly preview_output?: Readonly<Record<string, unknown>>
  readonly workflow_id?: string
}

export function createUnfinishedJob(
  queued: QueuedPrompt,
  status: 'pending' | 'in_progress'
): JobWire {
  return {
    id: queued.promptId,
    status,
    priority: queued.number,
    create_time: queued.createTime,
    outputs_count: 0,
    previewable_outputs_count: 0,
    ...workflowIdOf(queued)
  }
}

/** What a job says of its outputs. */
function countOutputs(outputs: EngineResult['outputs']) {
  const { count, previewableCount, preview } = summariseOutputs(outputs)
  return {
    outputs_count: count,
    previewable_outputs_count: previewableCount,
    ...(preview && { preview_output: preview })
  }
}

/** A finished job whose outputs are others now. */
export function withOutputs(job: JobWire, outputs: EngineResult['outputs']): JobWire {
  const { preview_output: _former, ...rest } = job
  return { ...rest, ...countOutputs(outputs) }
}

export function createFinishedJob(queued: QueuedPrompt, result: EngineResult): JobWire {
  return {
    id: queued.promptId,
    status: getFinalStatus(result),
    priority: queued.number,
    create_time: queued.createTime,
    ...getTimes(result.messages),
    ...getError(result.messages),
    ...countOutputs(result.outputs),
    ...workflowIdOf(queued)
  }
}

function workflowIdOf(queued: QueuedPrompt): { workflow_id?: string } {
  const workflowId = getWorkflowId(queued.extraData)
  return workflowId === null ? {} : { workflow_id: workflowId }
}

function getFinalStatus(result: EngineResult): JobStatus {
  if (result.status === 'success') return 'completed'
  return result.status === 'interrupted' ? 'cancelled' : 'failed'
}

const END_TYPES = new Set(['execution_success', 'execution_error', 'execution_interrupted'])

function getTimes(messages: EngineResult['messages']) {
  const times: { execution_start_time?: number; execution_end_time?: number } = {}
  for (const [type, { timestamp }] of messages) {
    if (typeof timestamp !== 'number') continue
    if (type === 'execution_start') times.execution_start_time = timestamp
    if (END_TYPES.has(type)) times.execution_end_time = timestamp
  }
  return times
}

function getError(messages: EngineResult['messages']) {
  const error = messages.find(([type]) => type === 'execution_error')
  return error ? { execution_error: error[1] } : {}
}
