import type { PromptTransition } from '@/domain/promptStatus'
import { nextStatus } from '@/domain/promptStatus'
import type { PromptEvent } from '@/events/executionEvent'
import type { ErrorRowInit } from '@/stores/executionErrorStore'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { IngestContext } from './ingestContext'
import { getOpenWorkflowId } from './ingestContext'

type EventOf<T extends PromptEvent['type']> = Extract<PromptEvent, { type: T }>

/** Moves the prompt; its end needs no badge when its workflow is in front. */
export function moveTo(
  context: IngestContext,
  prompt: PromptExecution,
  transition: PromptTransition
): boolean {
  const seen = context.workflows.activeId === prompt.workflowId
  return context.execution.applyTransition(prompt.promptId, transition, context.clock.now(), seen)
}

export function handleInitializing(
  context: IngestContext,
  prompt: PromptExecution,
  event: EventOf<'initializing'>
): void {
  moveTo(context, prompt, 'initializing')
  prompt.applyWaitingFor(event.message)
}

/**
 * The failed node shows the error in its own workflow, whichever is in front. The reason is filed before the prompt
 * ends, so that whoever hears of the end finds it.
 */
export function handleFailed(
  context: IngestContext,
  prompt: PromptExecution,
  event: EventOf<'failed'>
): void {
  if (!nextStatus(prompt.status, 'failed').applied) return
  const { failure } = event
  context.errors.applyFailure(prompt.promptId, failure)
  addRow(context, prompt, failure.executionId ? 'execution' : 'service', {
    executionId: failure.executionId,
    message: failure.message,
    details: '',
    traceback: failure.traceback,
    type: failure.exceptionType
  })
  moveTo(context, prompt, 'failed')
  if (failure.executionId) prompt.applyNodeError(failure.executionId)
}

/** A blocker's message: a note on its node, once; the run goes on [B28]. */
export function handleBlocked(
  context: IngestContext,
  prompt: PromptExecution,
  { note: { executionId, message } }: EventOf<'blocked'>
): void {
  const workflowId = getOpenWorkflowId(context, prompt)
  const rows = workflowId ? context.errors.getWorkflowErrors(workflowId) : []
  const isNoted = rows.some(
    (row) =>
      row.kind === 'blocked' && row.promptId === prompt.promptId && row.executionId === executionId
  )
  if (isNoted) return
  addRow(context, prompt, 'blocked', {
    executionId,
    message,
    details: '',
    traceback: [],
    type: 'ExecutionBlocked'
  })
}

/** The server put the prompt aside. Normally the end was told before; if not, somebody must ask. */
export function handleDrained(context: IngestContext, prompt: PromptExecution): void {
  if (prompt.endedAt === null) context.onUnsettled(prompt.promptId)
}

function addRow(
  context: IngestContext,
  prompt: PromptExecution,
  kind: ErrorRowInit['kind'],
  row: Pick<ErrorRowInit, 'executionId' | 'message' | 'details' | 'traceback' | 'type'>
): void {
  const workflowId = getOpenWorkflowId(context, prompt)
  if (!workflowId) return
  const locators = row.executionId ? prompt.getLocators(row.executionId) : null
  context.errors.addErrors(workflowId, [
    {
      ...row,
      kind,
      workflowId,
      promptId: prompt.promptId,
      locatorId: locators?.own ?? null,
      enclosingLocatorIds: locators?.enclosing ?? [],
      nodeTitle: row.executionId ? prompt.getNodeTitle(row.executionId) : '',
      inputName: null
    }
  ])
}
