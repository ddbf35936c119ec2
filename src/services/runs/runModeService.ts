import type { WorkflowId } from '@/domain/ids'
import type { PromptStatus } from '@/domain/promptStatus'
import { getFingerprint } from '@/domain/runVariables'
import type { Cancel, Clock } from '@/domain/time'
import { t } from '@/i18n/translate'
import type { useExecutionErrorStore } from '@/stores/executionErrorStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { RunMode, useWorkflowStore } from '@/stores/workflowStore'
import type { SubmitOutcome } from '../services'
import type { PreparedRun } from './prepareRun'
import type { Runs } from './runService'

/** ms without an edit before "on change" runs, so that typing a number submits once. */
export const CHANGE_DELAY = 300

export interface RunModeContext {
  readonly runs: Pick<
    Runs,
    'prepare' | 'submitPlan' | 'isSubmitting' | 'onSubmitted' | 'getLastFingerprint'
  >
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly errors: Pick<ReturnType<typeof useExecutionErrorStore>, 'clearWorkflow'>
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly clock: Clock
}

/** What is told of a prompt that ended. */
interface EndedPrompt {
  readonly workflowId: WorkflowId | null
  readonly status: PromptStatus
}

/** Workflows that submit by themselves, each on its own, in front or not [B14]. */
export interface RunModes {
  /** The workflow's graph was edited. */
  noteChange(workflowId: WorkflowId): void
  /** A prompt ended: endless goes on when it was the last, and stops when it failed. */
  noteEnded(prompt: EndedPrompt): void
  /** The user stopped the workflow: endless rests until Run is pressed. */
  rest(workflowId: WorkflowId): void
  /** The user pressed Run: endless goes on from here. */
  wake(workflowId: WorkflowId): void
  dispose: Cancel
}

interface Mode {
  /** Set going by a press of Run and not stopped since. */
  isAwake: boolean
  isPreparing: boolean
  /** An edit waits for the end of what is under way. */
  isChanged: boolean
  cancelChange: Cancel
}

export function createRunModes(context: RunModeContext): RunModes {
  const workflows = new ModeKeeper(context)
  const stop = context.runs.onSubmitted((id, outcome) => workflows.noteSubmitted(id, outcome))
  return {
    noteChange: (id) => workflows.noteChange(id),
    noteEnded: (prompt) => workflows.noteEnded(prompt),
    rest: (id) => workflows.rest(id),
    wake: (id) => void (workflows.get(id).isAwake = true),
    dispose() {
      stop()
      workflows.dispose()
    }
  }
}

class ModeKeeper {
  readonly #context: RunModeContext
  readonly #modes = new Map<WorkflowId, Mode>()

  constructor(context: RunModeContext) {
    this.#context = context
  }

  get(id: WorkflowId): Mode {
    const known = this.#modes.get(id)
    if (known) return known
    const mode = { isAwake: false, isPreparing: false, isChanged: false, cancelChange: () => {} }
    this.#modes.set(id, mode)
    return mode
  }

  noteChange(id: WorkflowId): void {
    if (this.#getRunMode(id) !== 'change') return
    const mode = this.get(id)
    mode.cancelChange()
    mode.cancelChange = this.#context.clock.after(CHANGE_DELAY, () => {
      mode.isChanged = true
      this.#goOn(id, mode)
    })
  }

  noteSubmitted(id: WorkflowId, { accepted }: SubmitOutcome): void {
    const mode = this.#modes.get(id)
    if (!mode) return
    if (accepted === 0) mode.isAwake = false
    this.#goOn(id, mode)
  }

  noteEnded({ workflowId, status }: EndedPrompt): void {
    const mode = workflowId && this.#modes.get(workflowId)
    if (!mode) return
    const isEndless = this.#getRunMode(workflowId) === 'endless'
    if ((status === 'failed' || status === 'lost') && mode.isAwake && isEndless) {
      mode.isAwake = false
      this.#tellStopped(workflowId, t('services.endlessFailed'))
    }
    this.#goOn(workflowId, mode)
  }

  rest(id: WorkflowId): void {
    const mode = this.#modes.get(id)
    if (!mode) return
    mode.isAwake = false
    mode.isChanged = false
    mode.cancelChange()
  }

  dispose(): void {
    for (const id of this.#modes.keys()) this.rest(id)
    this.#modes.clear()
  }

  /** Runs again if the workflow's mode asks for it and nothing of it is under way. */
  #goOn(id: WorkflowId, mode: Mode): void {
    const runMode = this.#getRunMode(id)
    if (runMode === null) this.#modes.delete(id)
    if (mode.isPreparing || this.#isBusy(id)) return
    // Endless goes on from a run, and not when it is chosen long after.
    if (runMode !== 'endless') mode.isAwake = false
    if (mode.isAwake) void this.#submit(id, mode, () => this.#stopIdentical(id, mode))
    else if (mode.isChanged && runMode === 'change') void this.#submit(id, mode, () => {})
  }

  /** Submits once, unless it would be the prompt of last time to the letter. */
  async #submit(id: WorkflowId, mode: Mode, onIdentical: () => void): Promise<void> {
    const { errors, runs } = this.#context
    mode.isPreparing = true
    mode.isChanged = false
    try {
      const prepared = await this.#prepare(id, mode, onIdentical)
      mode.isPreparing = false
      if (prepared) {
        // As with a press of Run: what earlier runs left in the error panel is out of date.
        errors.clearWorkflow(id)
        await runs.submitPlan(prepared.snapshot, prepared.plan)
      } else if (mode.isChanged) this.#goOn(id, mode)
    } catch (error) {
      // A pack that fails while its widgets step on: nobody awaits this, and the next edit may try again.
      mode.isPreparing = false
      mode.isAwake = false
      this.#tellFailed(id, error)
    }
  }

  #prepare(id: WorkflowId, mode: Mode, onIdentical: () => void): Promise<PreparedRun | null> {
    const { runs, workflows } = this.#context
    const count = workflows.getWorkflow(id)?.batchCount ?? 1
    return runs.prepare(id, count, ({ snapshot, plan }) => {
      // The world may have changed meanwhile: stopped, closed, another mode.
      if (this.#modes.get(id) !== mode || !this.#isWanted(id, mode)) return false
      const isNew = getFingerprint(snapshot, plan.runs[0]!) !== runs.getLastFingerprint(id)
      if (!isNew) onIdentical()
      return isNew
    })
  }

  #isWanted(id: WorkflowId, mode: Mode): boolean {
    const runMode = this.#getRunMode(id)
    return runMode === 'change' || (runMode === 'endless' && mode.isAwake)
  }

  #isBusy(id: WorkflowId): boolean {
    const { execution, runs } = this.#context
    return (
      runs.isSubmitting(id) ||
      execution.getWorkflowRunningPromptIds(id).length > 0 ||
      execution.getWorkflowWaitingPromptIds(id).length > 0
    )
  }

  #getRunMode(id: WorkflowId): RunMode | null {
    return this.#context.workflows.getWorkflow(id)?.runMode ?? null
  }

  #stopIdentical(id: WorkflowId, mode: Mode): void {
    mode.isAwake = false
    this.#context.workflows.patchWorkflow(id, { runMode: 'once' })
    this.#tellStopped(id, t('services.endlessSame'))
  }

  #tellStopped(id: WorkflowId, detail: string): void {
    const title = t('services.endlessStopped', { name: this.#getName(id) })
    this.#context.notices.addNotice({ kind: 'info', title, detail })
  }

  #tellFailed(id: WorkflowId, error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error)
    const title = t('services.cantRun', { name: this.#getName(id) })
    this.#context.notices.addNotice({ kind: 'error', title, detail })
  }

  #getName(id: WorkflowId): string {
    return this.#context.workflows.getWorkflow(id)?.name ?? ''
  }
}
