import type { PromptId, WorkflowId } from '@/domain/ids'
import { isTerminal, isWaiting } from '@/domain/promptStatus'
import type { PromptStatus } from '@/domain/promptStatus'
import type { Clock } from '@/domain/time'
import { t } from '@/i18n/translate'
import type { useDialogStore } from '@/stores/dialogStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { useQueueStore } from '@/stores/queueStore'
import type { ComfyApi } from '../api/comfyApi'
import type { Runs } from '../runs/runService'
import type { RunModes } from '../runs/runModeService'
import type { StopService } from '../services'
import { stopOnOldServer } from './oldServer'

/** What stopping needs. */
export interface StopContext {
  readonly api: Pick<
    ComfyApi,
    'cancelPrompts' | 'deletePending' | 'interruptAny' | 'listUnfinished'
  >
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly queue: ReturnType<typeof useQueueStore>
  readonly dialogs: Pick<ReturnType<typeof useDialogStore>, 'ask'>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly runs: Pick<Runs, 'dropUnsent' | 'dropAllUnsent'>
  readonly modes: Pick<RunModes, 'rest'>
  readonly clock: Clock
  /** Asks the server once how these stand, and settles those that have ended. */
  readonly settle: (promptIds: readonly PromptId[]) => Promise<void>
  /** Tells the browser's other tabs which of their prompts were stopped here. */
  readonly tellSiblings: (promptIds: readonly PromptId[]) => void
  /** Has the browser's other tabs call `restHere`. */
  readonly restSiblings: (what: StopScope) => void
  readonly listWorkflows: () => readonly WorkflowId[]
}

/** What is stopped: everything, or what waits. */
export type StopScope = 'all' | 'pending'

/** The stop service with what other tabs need of it. */
export interface Stops extends StopService {
  /** What this tab would still submit by itself is dropped: "all of mine" is said in another tab of this browser. */
  restHere(what: StopScope): void
}

export function createStopService(context: StopContext): Stops {
  const { execution, runs, modes } = context
  const stopMine = (what: StopScope, isMeant: (status: PromptStatus) => boolean) => {
    restHere(context, what)
    context.restSiblings(what)
    const siblings = [...context.queue.siblings.values()].filter(({ status }) => isMeant(status))
    const own = what === 'all' ? execution.runningPromptIds : []
    return stop(context, [
      ...execution.waitingPromptIds,
      ...own,
      ...siblings.map(({ promptId }) => promptId)
    ])
  }
  return {
    stopPrompt: (promptId) => stop(context, [promptId]),
    stopWorkflow(workflowId) {
      modes.rest(workflowId)
      runs.dropUnsent(workflowId)
      return stop(context, [
        ...execution.getWorkflowWaitingPromptIds(workflowId),
        ...execution.getWorkflowRunningPromptIds(workflowId)
      ])
    },
    stopAll: () => stopMine('all', (status) => !isTerminal(status)),
    clearPending: () => stopMine('pending', isWaiting),
    restHere: (what) => restHere(context, what)
  }
}

/** Endless would submit anew what is stopped; where only what waits is, it rests where something waits. */
function restHere({ execution, listWorkflows, modes, runs }: StopContext, what: StopScope): void {
  for (const workflowId of listWorkflows()) {
    const isMeant = what === 'all' || execution.getWorkflowWaitingPromptIds(workflowId).length > 0
    if (isMeant) modes.rest(workflowId)
  }
  runs.dropAllUnsent()
}

/** Ends exactly these prompts. Waiting ones first, so that none of them starts meanwhile. */
async function stop(context: StopContext, promptIds: readonly PromptId[]): Promise<void> {
  if (promptIds.length === 0) return
  // One still on its way ends here and now; should the server take it, it is stopped there too.
  endHere(context, promptIds, (status) => status === 'submitting')
  try {
    const done = await context.api.cancelPrompts(promptIds)
    if (done === 'unsupported') await stopOnOldServer(context, promptIds, settleWaiting)
    else {
      // With nothing to stop, they may have ended unheard, with results.
      if (done === 'nothing') await context.settle(promptIds)
      settleWaiting(context, promptIds)
    }
  } catch (error) {
    context.notices.addNotice({
      kind: 'error',
      title: t(promptIds.length === 1 ? 'services.jobNotStopped' : 'services.jobsNotStopped'),
      detail: t('services.notStoppedDetail', {
        detail: error instanceof Error ? error.message : String(error)
      })
    })
  }
}

/**
 * The server sends no event for a pending prompt that is cancelled, so it ends here and now [B27]. One that runs ends
 * when the server says so: it may still finish first.
 */
function settleWaiting(context: StopContext, promptIds: readonly PromptId[]): void {
  endHere(context, promptIds, isWaiting)
  const theirs = promptIds.filter((promptId) => context.queue.siblings.has(promptId))
  if (theirs.length > 0) context.tellSiblings(theirs)
}

function endHere(
  { clock, execution }: StopContext,
  promptIds: readonly PromptId[],
  isMeant: (status: PromptStatus) => boolean
): void {
  for (const promptId of promptIds) {
    const prompt = execution.peekPrompt(promptId)
    if (prompt && isMeant(prompt.status))
      execution.applyTransition(promptId, 'cancelled', clock.now(), true)
  }
}
