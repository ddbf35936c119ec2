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
import type { Batch } from './batches'
import { createBatches } from './batches'
import type { BegunRun, SentRun } from './submitPrompt'
import { beginRun, isOver, sendRun, settleRun, withdrawRun } from './submitPrompt'

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
      const sent = await submitRuns(context, { snapshot, plan }, options, batch)
      const values = sent.last
      outcome = sent.outcome
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

/** What came of a batch. */
interface SentBatch {
  readonly outcome: SubmitOutcome
  /** Values of the last run that the server took. */
  readonly last: RunValues | null
}

/**
 * One after the other, so that the server queues them in order [B13]: the next goes as soon as the last one's status
 * tells that the server has it, and its answer is read meanwhile. What that says is filed when the next is on its way,
 * so that the server need not wait for the page [B15].
 */
async function submitRuns(
  context: RunContext,
  { snapshot, plan }: { readonly snapshot: RunSnapshot; readonly plan: RunPlan },
  { front, number }: RunOptions,
  { signal, turn }: Batch
): Promise<SentBatch> {
  const render = createRunRenderer(snapshot)
  const createdAt = context.clock.now()
  const options = { createdAt, ...(front && { front }), ...(number !== undefined && { number }) }
  const begin = (values: RunValues): BegunRun =>
    beginRun(context, { snapshot, values, run: render(values), ...options })
  const counts = { accepted: 0, refused: 0, unreachable: 0 }
  let taken: RunValues | null = null
  const file = ({ run }: SentRun, answer: SubmitAnswer): void => {
    counts[answer.kind]++
    if (answer.kind === 'accepted') taken = run.submission.values
    settleRun(context, run, answer)
  }
  // It shows at the press, and can be stopped while it waits.
  let first = plan.runs[0] ? begin(plan.runs[0]) : null
  // What says its own place in the queue need not wait.
  if (turn && !front && number === undefined) await turn
  if (first && (signal.aborted || isOver(context, first))) {
    withdrawRun(context, first)
    first = null
  }
  let last: SentRun | null = null
  let answered: Parameters<typeof file> | null = null
  for (const values of first ? plan.runs : plan.runs.slice(1)) {
    // What one run is refused for, all are: the same graph with another seed.
    if (signal.aborted || (answered && answered[1].kind !== 'accepted')) break
    const sent = sendRun(context, first ?? begin(values))
    first = null
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
  return { outcome: { accepted, refused }, last: taken }
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
