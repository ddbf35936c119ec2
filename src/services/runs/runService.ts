import type { WorkflowId } from '@/domain/ids'
import type { RunSnapshot } from '@/domain/runSnapshot'
import type { RunPlan, RunValues } from '@/domain/runVariables'
import { createRunRenderer, getFingerprint } from '@/domain/runVariables'
import type { Cancel } from '@/domain/time'
import { t } from '@/i18n/translate'
import { clampBatchCount } from '@/stores/workflowStore'
import type { SubmitAnswer } from '../api/comfyApi'
import type { RunOptions, RunService, SubmitOutcome } from '../services'
import type { RunPreparation } from './prepareRun'
import { createRunPreparation } from './prepareRun'
import type { RunContext } from './runContext'
import type { SentRun } from './submitPrompt'
import { beginRun, sendRun, settleRun } from './submitPrompt'

const NOTHING: SubmitOutcome = { accepted: 0, refused: 0 }

/** The run service with what stopping and run modes need of it. */
export interface Runs extends RunService, RunPreparation {
  /** Ends what batches of a workflow have not sent yet. */
  dropUnsent(workflowId: WorkflowId): void
  dropAllUnsent(): void
  /** A batch of the workflow is being sent. */
  isSubmitting(workflowId: WorkflowId): boolean
  /** Registers a listener for batches that were sent, as far as they were. */
  onSubmitted(listener: (workflowId: WorkflowId, outcome: SubmitOutcome) => void): Cancel
  /** The last run of a workflow that the server took, to compare with the next; null before the first. */
  getLastFingerprint(workflowId: WorkflowId): string | null
  /** Submits the runs of a plan. */
  submitPlan(snapshot: RunSnapshot, plan: RunPlan, options?: RunOptions): Promise<SubmitOutcome>
}

export function createRunService(context: RunContext): Runs {
  const preparation = createRunPreparation(context)
  const batches = createBatches()
  const lastRuns = new Map<WorkflowId, { snapshot: RunSnapshot; values: RunValues }>()

  async function submitPlan(
    snapshot: RunSnapshot,
    plan: RunPlan,
    options: RunOptions = {}
  ): Promise<SubmitOutcome> {
    const { workflowId } = snapshot
    const batch = batches.open(workflowId)
    let outcome = NOTHING
    try {
      // What is to be in front does not wait for what is not.
      if (!options.front && batch.before) await batch.before
      outcome = await submitRuns(context, snapshot, plan, options, batch.signal)
      const values = plan.runs[outcome.accepted - 1]
      // A part says nothing of whether the whole has changed.
      if (values && !options.only) lastRuns.set(workflowId, { snapshot, values })
      for (const id of lastRuns.keys()) if (!context.workflows.getWorkflow(id)) lastRuns.delete(id)
      return outcome
    } finally {
      batch.end(outcome)
    }
  }
  return {
    ...preparation,
    async run(workflowId, options = {}) {
      const count = options.count ?? context.workflows.getWorkflow(workflowId)?.batchCount ?? 1
      const runs = clampBatchCount(count)
      const prepared = await preparation.prepare(workflowId, runs, undefined, options.only)
      if (!prepared) return NOTHING
      // What earlier runs left in the error panel is out of date with a new press of Run.
      context.errors.clearWorkflow(workflowId)
      return submitPlan(prepared.snapshot, prepared.plan, options)
    },
    async runAgain(promptId) {
      const record = await context.records.findPrompt(promptId)
      if (record) {
        context.errors.clearPrompt(record.snapshot.workflowId, promptId)
        return submitPlan(record.snapshot, { runs: [record.values], after: record.values })
      }
      context.notices.addNotice({
        kind: 'warning',
        title: t('services.cantRunAgain'),
        detail: t('services.cantRunAgainDetail')
      })
      return NOTHING
    },
    getLastFingerprint(workflowId) {
      const last = lastRuns.get(workflowId)
      return last ? getFingerprint(last.snapshot, last.values) : null
    },
    submitPlan,
    isSubmitting: batches.isOpen,
    onSubmitted: batches.onEnded,
    dropUnsent: batches.abort,
    dropAllUnsent: batches.abortAll
  }
}

interface Batch {
  readonly abort: AbortController
  /** Resolves when it is sent, as far as it was. */
  readonly sent: Promise<void>
}

/** Batches that are being sent, by workflow, in the order of their presses. */
function createBatches() {
  const open = new Map<WorkflowId, Set<Batch>>()
  const listeners = new Set<(workflowId: WorkflowId, outcome: SubmitOutcome) => void>()
  const abort = (workflowId: WorkflowId): void => {
    for (const batch of open.get(workflowId) ?? []) batch.abort.abort()
  }
  return {
    open(workflowId: WorkflowId) {
      let resolve!: () => void
      const sent = new Promise<void>((settle) => (resolve = settle))
      const batch: Batch = { abort: new AbortController(), sent }
      const others = open.get(workflowId) ?? new Set()
      const before = others.size > 0 ? Promise.all([...others].map((other) => other.sent)) : null
      open.set(workflowId, others.add(batch))
      return {
        signal: batch.abort.signal,
        /** Resolves when those pressed before are sent; null without any. */
        before,
        end(outcome: SubmitOutcome) {
          resolve()
          others.delete(batch)
          if (others.size === 0) open.delete(workflowId)
          for (const listener of listeners) listener(workflowId, outcome)
        }
      }
    },
    isOpen: (workflowId: WorkflowId): boolean => open.has(workflowId),
    abort,
    abortAll: () => [...open.keys()].forEach(abort),
    onEnded(listener: (workflowId: WorkflowId, outcome: SubmitOutcome) => void): Cancel {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}

/**
 * One after the other, so that the server queues them in order [B15]: the next goes as soon as the last one's status
 * tells that the server has it, and its answer is read meanwhile. What that says is filed when the next is on its way,
 * so that the server need not wait for the page.
 */
async function submitRuns(
  context: RunContext,
  snapshot: RunSnapshot,
  plan: RunPlan,
  { front, number }: RunOptions,
  signal: AbortSignal
): Promise<SubmitOutcome> {
  const render = createRunRenderer(snapshot)
  const options = { ...(front && { front }), ...(number !== undefined && { number }) }
  const counts = { accepted: 0, refused: 0, unreachable: 0 }
  const file = ({ run }: SentRun, answer: SubmitAnswer): void => {
    counts[answer.kind]++
    settleRun(context, run, answer)
  }
  let last: SentRun | null = null
  let answered: Parameters<typeof file> | null = null
  for (const values of plan.runs) {
    // What one run is refused for, all are: the same graph with another seed.
    if (signal.aborted || (answered && answered[1].kind !== 'accepted')) break
    const submission = { snapshot, values, run: render(values), ...options }
    const sent = sendRun(context, beginRun(context, submission))
    if (answered) file(...answered)
    const isTaken = await sent.taken
    answered = last && [last, await last.answer]
    last = sent
    if (!isTaken) break
  }
  if (answered) file(...answered)
  if (last) file(last, await last.answer)
  const { accepted, refused, unreachable } = counts
  if (unreachable > 0) tellUnreachable(context, snapshot, accepted, plan.runs.length)
  return { accepted, refused }
}

function tellUnreachable(
  { notices }: RunContext,
  { workflowName }: RunSnapshot,
  accepted: number,
  all: number
): void {
  const partly = all > 1 ? [t('services.noAnswerPartly', { accepted, total: all })] : []
  notices.addNotice({
    kind: 'warning',
    title: t('services.noAnswer', { name: workflowName }),
    detail: [...partly, t('services.noAnswerDetail')].join(' ')
  })
}
