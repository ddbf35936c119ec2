import type { PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import type { ServerJob } from '@/domain/serverJob'
import type { Clock } from '@/domain/time'
import type { Warn } from '@/events/eventFifo'
import type { AttributedEvent } from '@/events/executionEvent'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { ComfyApi, JobDetail } from '../api/comfyApi'
import type { ExecutionIngest } from '../ingest/executionIngest'
import { toEvents } from './detailEvents'

/** ms after which prompts that the server doesn't know are asked for once more, before they count as lost. */
export const SECOND_LOOK = 1_500
/** Requests for single prompts at the same time. */
const PARALLEL = 4

export interface ReconcileContext {
  readonly api: Pick<ComfyApi, 'listUnfinished' | 'getJob'>
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly clock: Clock
  /** The ingest: what HTTP tells goes the way of events, so that there is one place that writes. */
  readonly handle: ExecutionIngest['handle']
  /** Called before a prompt of ours counts as lost. */
  readonly onLost: (prompt: PromptExecution) => void
  /** Called when a prompt of ours has ended and the socket said nothing of it. */
  readonly onMissedEnd: () => void
  /** Called with a prompt all of whose results were read, before they are applied. */
  readonly onComplete: (prompt: PromptExecution) => void
  /** Told when somebody who heard of what HTTP told threw. */
  readonly warn: Warn
}

/**
 * Holds every unfinished prompt against the server's lists. Present in the queue: brought up to date. In neither
 * list: asked for by id, twice; then one of ours is lost, and one of others, whose end is told to others, forgotten.
 * @param unsettled prompts whose request failed, so that nobody knows whether the server has them
 */
export async function look(context: ReconcileContext, unsettled: Set<PromptId>): Promise<void> {
  const prompts = listUnfinishedPrompts(context)
  if (prompts.length === 0) return
  // A request on its way has its own answer to come; only a failed one is looked up.
  const known = prompts.filter(
    ({ status, promptId }) => status !== 'submitting' || unsettled.has(promptId)
  )
  const unfinished = await ask(() => context.api.listUnfinished())
  // If the server can't be asked, nothing changes: silence is no end.
  if (!unfinished) return
  const listed = new Map(unfinished.map((job) => [job.promptId, job]))
  for (const prompt of prompts) {
    const job = listed.get(prompt.promptId)
    if (job && !isTerminal(prompt.status)) applyUnfinished(context, prompt, job)
  }
  await settle(
    context,
    known.filter(({ promptId }) => !listed.has(promptId))
  )
  for (const promptId of unsettled) {
    if (context.execution.peekPrompt(promptId)?.status !== 'submitting') unsettled.delete(promptId)
  }
}

function listUnfinishedPrompts({ execution }: ReconcileContext): PromptExecution[] {
  const { runningPromptIds, waitingPromptIds } = execution
  const promptIds = [...runningPromptIds, ...waitingPromptIds, ...execution.foreignPromptIds]
  return promptIds.flatMap((promptId) => execution.peekPrompt(promptId) ?? [])
}

function applyUnfinished(context: ReconcileContext, prompt: PromptExecution, job: ServerJob): void {
  const at = context.clock.now()
  context.execution.applyTransition(prompt.promptId, 'accepted', at)
  if (job.status === 'running')
    context.execution.applyTransition(prompt.promptId, 'started', job.startedAt ?? at)
  if (job.queueNumber !== null) prompt.applyQueueNumber(job.queueNumber)
}

async function settle(
  context: ReconcileContext,
  missing: readonly PromptExecution[]
): Promise<void> {
  const unknown = await askForEach(context, missing)
  if (missing.some(({ isOwn, status }) => isOwn && isTerminal(status))) context.onMissedEnd()
  if (unknown.length === 0) return
  await new Promise<void>((resolve) => void context.clock.after(SECOND_LOOK, resolve))
  for (const prompt of await askForEach(context, unknown)) giveUp(context, prompt)
}

function giveUp(context: ReconcileContext, prompt: PromptExecution): void {
  if (!prompt.isOwn) {
    context.execution.forgetPrompt(prompt.promptId)
    return
  }
  context.onLost(prompt)
  context.execution.applyTransition(prompt.promptId, 'lost', context.clock.now())
}

/**
 * Asks for prompts by id, and settles those that have ended.
 * @returns those that the server said it doesn't know
 */
export async function askForEach(
  context: ReconcileContext,
  prompts: readonly PromptExecution[]
): Promise<PromptExecution[]> {
  const open = prompts.filter((prompt) => !isTerminal(prompt.status))
  const unknown: PromptExecution[] = []
  for (let at = 0; at < open.length; at += PARALLEL) {
    await Promise.all(
      open.slice(at, at + PARALLEL).map(async (prompt) => {
        const detail = await ask(() => context.api.getJob(prompt.promptId))
        // Its own events may have come while the question was out.
        if (detail === undefined || isTerminal(prompt.status)) return
        if (detail === null) unknown.push(prompt)
        else applyDetail(context, prompt, detail)
      })
    )
  }
  return unknown
}

function applyDetail(context: ReconcileContext, prompt: PromptExecution, detail: JobDetail): void {
  const { job } = detail
  if (!isTerminal(job.status)) {
    applyUnfinished(context, prompt, job)
    return
  }
  context.onComplete(prompt)
  // Times of the server only where it tells both: its clock may differ from ours.
  const at = job.startedAt === null ? null : job.endedAt
  if (at !== null) prompt.applyTimes(job.startedAt, null)
  for (const event of toEvents(prompt, detail)) handle(context, prompt, event, at)
  if (job.status === 'cancelled')
    context.execution.applyTransition(prompt.promptId, 'cancelled', at ?? context.clock.now())
}

/** A fault of whoever hears of one prompt must not keep the others from being settled. */
export function handle(
  context: ReconcileContext,
  { isOwn }: PromptExecution,
  event: AttributedEvent,
  at: number | null
): void {
  try {
    context.handle(event, isOwn ? 'own' : 'foreign', { at })
  } catch (error) {
    context.warn(`What the server told of a job (${event.type}) could not be applied.`, error)
  }
}

/** undefined when the server can't be asked. */
export async function ask<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request()
  } catch {
    return undefined
  }
}
