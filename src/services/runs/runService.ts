import type { WorkflowId } from '@/domain/ids'
import type { RunSnapshot } from '@/domain/runSnapshot'
import type { RunPlan, RunValues } from '@/domain/runVariables'
import { createRunRenderer, getFingerprint } from '@/domain/runVariables'
import type { Cancel } from '@/domain/time'
import { clampBatchCount } from '@/stores/workflowStore'
import type { RunOptions, RunService, SubmitOutcome } from '../services'
import type { RunPreparation } from './prepareRun'
import { createRunPreparation } from './prepareRun'
import type { RunContext } from './runContext'
import { submitPrompt } from './submitPrompt'

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
      outcome = await submitRuns(context, snapshot, plan, options, batch.signal)
      const values = plan.runs[outcome.accepted - 1]
      if (values) lastRuns.set(workflowId, { snapshot, values })
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
      const prepared = await preparation.prepare(workflowId, clampBatchCount(count))
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
        title: 'This job can’t be run again',
        detail: 'What it was made of is no longer kept. Open its workflow and press Run.'
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

/** Batches that are being sent, by workflow. */
function createBatches() {
  const open = new Map<WorkflowId, Set<AbortController>>()
  const listeners = new Set<(workflowId: WorkflowId, outcome: SubmitOutcome) => void>()
  const abort = (workflowId: WorkflowId): void => {
    for (const batch of open.get(workflowId) ?? []) batch.abort()
  }
  return {
    open(workflowId: WorkflowId) {
      const batch = new AbortController()
      const others = open.get(workflowId) ?? new Set()
      open.set(workflowId, others.add(batch))
      return {
        signal: batch.signal,
        end(outcome: SubmitOutcome) {
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

/** One after the other, so that the server queues them in order; each answer is a few hundred bytes [B15]. */
async function submitRuns(
  context: RunContext,
  snapshot: RunSnapshot,
  plan: RunPlan,
  { front, number }: RunOptions,
  signal: AbortSignal
): Promise<SubmitOutcome> {
  const render = createRunRenderer(snapshot)
  let accepted = 0
  for (const values of plan.runs) {
    if (signal.aborted) break
    const kind = await submitPrompt(context, {
      snapshot,
      values,
      run: render(values),
      ...(front && { front }),
      ...(number !== undefined && { number })
    })
    if (kind === 'accepted') {
      accepted++
      continue
    }
    // What one run is refused for, all are: the same graph with another seed.
    if (kind === 'refused') return { accepted, refused: 1 }
    tellUnreachable(context, snapshot, accepted, plan.runs.length)
    break
  }
  return { accepted, refused: 0 }
}

function tellUnreachable(
  { notices }: RunContext,
  { workflowName }: RunSnapshot,
  accepted: number,
  all: number
): void {
  const rest = all > 1 ? `${accepted} of ${all} runs were taken; the rest was not sent. ` : ''
  notices.addNotice({
    kind: 'warning',
    title: `No answer to the run of “${workflowName}”`,
    detail: `${rest}The job is looked up as soon as the server answers; nothing is sent twice.`
  })
}
