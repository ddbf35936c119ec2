import type { AttributedEvent, PromptEvent } from '@/events/executionEvent'

/** An event as node packs know it: the wire's name and detail. */
export interface LegacyEvent {
  readonly type: string
  readonly detail: unknown
}

type EventOf<T extends PromptEvent['type']> = Extract<PromptEvent, { type: T }>

type Translators = {
  [T in PromptEvent['type']]: (event: EventOf<T>) => readonly LegacyEvent[]
}

/** Wire form of each event of a prompt (protocol.md §1.5); `executing` carries a bare id, as packs expect. */
const TRANSLATORS: Translators = {
  started: ({ promptId, at }) => [
    { type: 'execution_start', detail: { prompt_id: promptId, timestamp: at } }
  ],
  cached: ({ promptId, nodeIds }) => [
    { type: 'execution_cached', detail: { prompt_id: promptId, nodes: [...nodeIds] } }
  ],
  progressState: ({ promptId, nodes }) => [
    { type: 'progress_state', detail: { prompt_id: promptId, nodes } }
  ],
  progress: ({ promptId, nodeId, value, max }) => [
    { type: 'progress', detail: { prompt_id: promptId, node: nodeId, value, max } }
  ],
  executing: ({ displayNodeId }) => [{ type: 'executing', detail: displayNodeId }],
  // The stream's own bookkeeping ends a prompt, exactly once.
  drained: () => [],
  executed: ({ promptId, nodeId, displayNodeId, output, merge }) => [
    {
      type: 'executed',
      detail: { prompt_id: promptId, node: nodeId, display_node: displayNodeId, output, merge }
    }
  ],
  preview: ({ promptId, nodeId, displayNodeId, image }) => [
    {
      type: 'b_preview_with_metadata',
      detail: {
        blob: image.blob,
        nodeId,
        displayNodeId,
        realNodeId: nodeId,
        parentNodeId: null,
        promptId
      }
    },
    { type: 'b_preview', detail: image.blob }
  ],
  progressText: ({ promptId, nodeId, text }) => [
    { type: 'progress_text', detail: { prompt_id: promptId, nodeId, text } }
  ],
  initializing: () => [],
  // A note on a node, and no end of the run: packs would take it for one.
  blocked: () => [],
  succeeded: ({ promptId, at }) => [
    { type: 'execution_success', detail: { prompt_id: promptId, timestamp: at } }
  ],
  failed: ({ promptId, failure, at }) => [
    {
      type: 'execution_error',
      detail: {
        prompt_id: promptId,
        node_id: failure.executionId,
        node_type: failure.classType,
        exception_type: failure.exceptionType,
        exception_message: failure.message,
        traceback: [...failure.traceback],
        executed: [],
        timestamp: at
      }
    }
  ],
  interrupted: ({ promptId, nodeId, at }) => [
    {
      type: 'execution_interrupted',
      detail: { prompt_id: promptId, node_id: nodeId, executed: [], timestamp: at }
    }
  ]
}

export function translatePromptEvent(event: PromptEvent): readonly LegacyEvent[] {
  return TRANSLATORS[event.type](event as never)
}

/** Events of the connection as a whole. */
export function translateConnectionEvent(
  event: Exclude<AttributedEvent, PromptEvent | { type: 'custom' }>
): LegacyEvent {
  if (event.type === 'status')
    return { type: 'status', detail: { exec_info: { queue_remaining: event.queueRemaining } } }
  if (event.type === 'featureFlags') return { type: 'feature_flags', detail: event.flags }
  return {
    type: 'logs',
    detail: {
      entries: event.entries.map(({ time, message }) => ({ t: time, m: message })),
      size: null
    }
  }
}
