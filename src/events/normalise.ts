import { toClientId, toExecutionId, toPromptId } from '@/domain/ids'
import type { BinaryMessage } from '@/protocol/binaryMessages'
import { isIdText, isRecord } from '@/protocol/guards'
import type {
  CustomMessage,
  ExecutedWire,
  ExecutingWire,
  ExecutionErrorWire,
  NotificationWire,
  ProgressWire,
  StatusWire,
  TextMessage
} from '@/protocol/messages'
import type { ExecutionEvent } from './executionEvent'
import { normaliseFailure } from './normaliseFailure'

/**
 * A message of the wire in our words; null for what means nothing to anybody. The prompt is the one the message
 * itself names: extra keys (`workflow_id`, metadata) are hints that nothing depends on [B10].
 */
export function normaliseMessage(message: TextMessage | BinaryMessage): ExecutionEvent | null {
  switch (message.type) {
    case 'progress_state':
      return {
        type: 'progressState',
        promptId: toPromptId(message.data.prompt_id),
        nodes: message.data.nodes
      }
    case 'progress':
      return normaliseProgress(message.data)
    case 'executing':
      return normaliseExecuting(message.data)
    case 'executed':
      return normaliseExecuted(message.data)
    case 'execution_start':
      return { type: 'started', ...getPromptAndTime(message.data) }
    case 'execution_success':
      return { type: 'succeeded', ...getPromptAndTime(message.data) }
    case 'execution_error':
      return normaliseError(message.data)
    case 'execution_interrupted':
      return {
        type: 'interrupted',
        ...getPromptAndTime(message.data),
        nodeId: normaliseFailure(message.data).executionId
      }
    case 'execution_cached':
      return {
        type: 'cached',
        promptId: toPromptId(message.data.prompt_id),
        nodeIds: message.data.nodes.map(toExecutionId)
      }
    default:
      return normaliseRest(message)
  }
}

type Rest = Extract<
  TextMessage | BinaryMessage,
  { type: 'status' | 'feature_flags' | 'logs' | 'notification' | 'custom' | `binary.${string}` }
>

function normaliseRest(message: Rest): ExecutionEvent | null {
  switch (message.type) {
    case 'status':
      return normaliseStatus(message.data)
    case 'feature_flags':
      return { type: 'featureFlags', promptId: null, flags: message.data }
    case 'logs': {
      const entries = message.data.entries.map(({ t, m }) => ({ time: t, message: m }))
      return { type: 'logs', promptId: null, entries }
    }
    case 'notification':
      return normaliseNotification(message.data)
    case 'custom':
      return normaliseCustom(message)
    default:
      return normaliseBinary(message)
  }
}

function normaliseBinary(message: BinaryMessage): ExecutionEvent | null {
  switch (message.type) {
    case 'binary.previewWithMetadata': {
      const { prompt_id, node_id, display_node_id } = message.metadata
      return {
        type: 'preview',
        promptId: toPromptId(prompt_id),
        nodeId: toExecutionId(node_id),
        displayNodeId: toExecutionId(display_node_id ?? node_id),
        image: { blob: new Blob([message.image], { type: message.mime }) }
      }
    }
    case 'binary.preview': {
      const image = { blob: new Blob([message.image], { type: message.mime }) }
      return { type: 'preview', promptId: null, nodeId: null, displayNodeId: null, image }
    }
    case 'binary.text': {
      const nodeId = toExecutionId(message.nodeId)
      const { promptId, text } = message
      if (promptId === null) return { type: 'progressText', promptId, nodeId, text }
      return { type: 'progressText', promptId: toPromptId(promptId), nodeId, text }
    }
    case 'binary.unknown':
      return null
  }
}

function getPromptAndTime(data: { prompt_id: string; timestamp?: number | null }) {
  const at = typeof data.timestamp === 'number' ? data.timestamp : null
  return { promptId: toPromptId(data.prompt_id), at }
}

function normaliseStatus({ status, sid }: StatusWire): ExecutionEvent {
  const remaining = status?.exec_info?.queue_remaining
  return {
    type: 'status',
    promptId: null,
    queueRemaining: typeof remaining === 'number' ? remaining : null,
    sid: sid ? toClientId(sid) : null
  }
}

function normaliseProgress({ prompt_id, node, value, max }: ProgressWire): ExecutionEvent | null {
  const nodeId = node === null || node === undefined ? null : toExecutionId(node)
  if (!prompt_id) return { type: 'progress', promptId: null, nodeId, value, max }
  // Servers that name the prompt name the node too; without one there is nothing to show it on.
  return nodeId && { type: 'progress', promptId: toPromptId(prompt_id), nodeId, value, max }
}

function normaliseExecuting({
  node,
  display_node,
  prompt_id
}: ExecutingWire): ExecutionEvent | null {
  if (node === null) return prompt_id ? { type: 'drained', promptId: toPromptId(prompt_id) } : null
  const nodeId = toExecutionId(node)
  const displayNodeId = toExecutionId(display_node ?? node)
  if (!prompt_id) return { type: 'executing', promptId: null, nodeId, displayNodeId }
  return { type: 'executing', promptId: toPromptId(prompt_id), nodeId, displayNodeId }
}

function normaliseExecuted(data: ExecutedWire): ExecutionEvent {
  return {
    type: 'executed',
    promptId: toPromptId(data.prompt_id),
    nodeId: toExecutionId(data.node),
    displayNodeId: toExecutionId(data.display_node ?? data.node),
    output: data.output ?? null,
    merge: data.merge === true
  }
}

/** A blocker's notice uses the same message and ends nothing [B28]. */
function normaliseError(data: ExecutionErrorWire): ExecutionEvent | null {
  const failure = normaliseFailure(data)
  if (failure.exceptionType !== 'ExecutionBlocked') {
    return { type: 'failed', ...getPromptAndTime(data), failure }
  }
  const { executionId, classType, message } = failure
  if (executionId === null) return null
  const note = { executionId, classType, message }
  return { type: 'blocked', promptId: toPromptId(data.prompt_id), note }
}

function normaliseNotification({ value, id }: NotificationWire): ExecutionEvent {
  if (id) return { type: 'initializing', promptId: toPromptId(id), message: value }
  return { type: 'custom', promptId: null, name: 'notification', detail: { value } }
}

function normaliseCustom({ name, data }: CustomMessage): ExecutionEvent {
  const promptId = isRecord(data) && isIdText(data.prompt_id) ? toPromptId(data.prompt_id) : null
  return { type: 'custom', promptId, name, detail: data }
}
