import { toRaw } from 'vue'
import type { PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import type { Cancel } from '@/domain/time'
import type { AttributedEvent, Ownership, PromptEvent } from '@/events/executionEvent'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { IngestContext } from './ingestContext'
import {
  handleBlocked,
  handleDrained,
  handleFailed,
  handleInitializing,
  moveTo
} from './lifecycleHandlers'
import { handleExecuted, handleExecuting, handlePreview, handleProgressState } from './nodeHandlers'

/** What HTTP tells of the past. */
export interface ToldAfterwards {
  /** ms since the epoch when it happened; null where nobody tells. */
  readonly at: number | null
}

/** Hears every event after it was applied: the stores already show its effect. */
export type IngestTap = (event: AttributedEvent, ownership: Ownership) => void

export interface ExecutionIngest {
  /**
   * Applies one event. The event pipeline calls it, in order; reconciliation calls it with what HTTP told.
   * @param told how it was told, when not by the event stream as it happened
   * @throws what a listener or a node threw, after all others have heard
   */
  handle(event: AttributedEvent, ownership: Ownership, told?: ToldAfterwards): void
  /** Registers a listener for applied events; extensions' view of the stream hangs here. */
  tap(listener: IngestTap): Cancel
}

/** The only subscriber of the event stream: writes what events say to the prompt they name, and to nothing else. */
export function createExecutionIngest(context: IngestContext): ExecutionIngest {
  const taps = new Set<IngestTap>()
  return {
    handle(event, ownership, told) {
      if (ownership === 'past') return
      let failure: { readonly error: unknown } | null = null
      try {
        applyEvent(told ? tellAfterwards(context, told) : context, event)
      } catch (error) {
        failure = { error }
      }
      for (const listener of taps) {
        try {
          listener(event, ownership)
        } catch (error) {
          failure ??= { error }
        }
      }
      if (failure) throw failure.error
    },
    tap(listener) {
      taps.add(listener)
      return () => taps.delete(listener)
    }
  }
}

function tellAfterwards(context: IngestContext, { at }: ToldAfterwards): IngestContext {
  const { clock } = context
  return { ...context, clock: { ...clock, now: () => at ?? clock.now() }, isAfterwards: true }
}

function applyEvent(context: IngestContext, event: AttributedEvent): void {
  if (event.promptId === null) applyConnectionEvent(context, event)
  else if (event.type !== 'custom') applyPromptEvent(context, event)
}

function applyConnectionEvent(context: IngestContext, event: AttributedEvent): void {
  if (event.type === 'status') {
    context.connection.applyQueueRemaining(event.queueRemaining)
    if (event.queueRemaining !== null) context.onQueueRemaining(event.queueRemaining)
  } else if (event.type === 'featureFlags') {
    context.connection.applyServerFlags(event.flags)
  }
}

function applyPromptEvent(context: IngestContext, event: PromptEvent): void {
  const prompt = findOrMakePrompt(context, event)
  if (prompt) HANDLERS[event.type](context, prompt, event as never)
}

/**
 * The state the event writes to. A prompt nobody registered gets one of its own, without a workflow: it is listed as
 * somebody else's and paints no canvas [B9].
 */
function findOrMakePrompt(context: IngestContext, event: PromptEvent): PromptExecution | null {
  // Past Pinia's wrapping of functions, which takes longer than the look-up.
  const known = toRaw(context.execution.promptStates)[event.promptId]
  if (known) return known
  // The last words of a prompt that was never heard of are no reason to list it.
  if (event.type === 'drained') return null
  return context.execution.registerPrompt(makeForeignOrigin(event.promptId, context.clock.now()))
}

function makeForeignOrigin(promptId: PromptId, createdAt: number) {
  return { promptId, workflowId: null, clientId: null, isOwn: false, workflowName: '', createdAt }
}

/** Events that show the prompt is at work, should its start have been lost. */
function start(context: IngestContext, prompt: PromptExecution): void {
  if (!isTerminal(prompt.status) && prompt.status !== 'running') moveTo(context, prompt, 'started')
}

type Handlers = {
  [T in PromptEvent['type']]: (
    context: IngestContext,
    prompt: PromptExecution,
    event: Extract<PromptEvent, { type: T }>
  ) => void
}

const HANDLERS: Handlers = {
  started: (context, prompt) => void moveTo(context, prompt, 'started'),
  cached(context, prompt, event) {
    start(context, prompt)
    prompt.applyCached(event.nodeIds)
  },
  progressState(context, prompt, event) {
    start(context, prompt)
    handleProgressState(context, prompt, event)
  },
  progress(context, prompt, event) {
    start(context, prompt)
    prompt.applyNodeProgress(event.nodeId, event.value, event.max)
  },
  executing(context, prompt, event) {
    start(context, prompt)
    handleExecuting(context, prompt, event)
  },
  drained: handleDrained,
  executed(context, prompt, event) {
    start(context, prompt)
    handleExecuted(context, prompt, event)
  },
  preview(context, prompt, event) {
    start(context, prompt)
    handlePreview(context, prompt, event)
  },
  progressText: (_context, prompt, event) => prompt.applyText(event.nodeId, event.text),
  initializing: handleInitializing,
  blocked(context, prompt, event) {
    start(context, prompt)
    handleBlocked(context, prompt, event)
  },
  succeeded: (context, prompt) => void moveTo(context, prompt, 'succeeded'),
  failed: handleFailed,
  interrupted: (context, prompt) => void moveTo(context, prompt, 'interrupted')
}
