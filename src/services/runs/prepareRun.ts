import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import { narrowRun } from '@/domain/narrowRun'
import type { RunSnapshot } from '@/domain/runSnapshot'
import type { RunPlan } from '@/domain/runVariables'
import { continueAfter, planRuns } from '@/domain/runVariables'
import { t } from '@/i18n/translate'
import type { RunContext } from './runContext'

/** A workflow as it is to be run, with all its runs decided. */
export interface PreparedRun {
  /** As the widgets were. */
  readonly taken: RunSnapshot
  /** The same, gone on from a press before it that was not prepared yet. */
  readonly snapshot: RunSnapshot
  readonly plan: RunPlan
}

/** Takes workflows' snapshots and decides their runs. */
export interface RunPreparation {
  /** Takes a workflow's snapshot; null, with a notice, when it can't be run. */
  takeSnapshot(workflowId: WorkflowId): Promise<RunSnapshot | null>
  /**
   * Takes the snapshot at once and decides the runs. The widgets show the values after them, as if all had been made
   * at this moment [B13].
   * @param isWanted asked before the widgets step on
   * @param only nodes of which the outputs are wanted alone
   * @returns null when it can't be run, or isn't wanted
   */
  prepare(
    workflowId: WorkflowId,
    count: number,
    isWanted?: (prepared: PreparedRun) => boolean,
    only?: readonly NodeLocatorId[]
  ): Promise<PreparedRun | null>
}

type PreparationContext = Pick<RunContext, 'graphs' | 'workflows' | 'notices' | 'random'>

export function createRunPreparation(context: PreparationContext): RunPreparation {
  const latest = new Map<WorkflowId, Promise<PreparedRun | null>>()
  const takeSnapshot = (workflowId: WorkflowId) => takeSnapshotOrTell(context, workflowId)
  return {
    takeSnapshot,
    prepare(workflowId, count, isWanted = () => true, only) {
      const whole = takeSnapshot(workflowId)
      const taken = only ? whole.then((snapshot) => narrowOrTell(context, snapshot, only)) : whole
      const before = latest.get(workflowId) ?? Promise.resolve(null)
      const prepared = finish(context, taken, before, count, isWanted)
      latest.set(workflowId, prepared)
      const forget = () => {
        if (latest.get(workflowId) === prepared) latest.delete(workflowId)
      }
      prepared.then(forget, forget)
      return prepared
    }
  }
}

/** A press while the one before is being prepared has its snapshot already, and goes on from that one's values. */
async function finish(
  context: PreparationContext,
  taken: Promise<RunSnapshot | null>,
  before: Promise<PreparedRun | null>,
  count: number,
  isWanted: (prepared: PreparedRun) => boolean
): Promise<PreparedRun | null> {
  const fresh = await taken
  const earlier = await before.catch(() => null)
  if (!fresh) return null
  const snapshot = earlier ? continueAfter(fresh, { ...earlier, after: earlier.plan.after }) : fresh
  const prepared = { taken: fresh, snapshot, plan: planRuns(snapshot, count, context.random) }
  if (!isWanted(prepared)) return null
  showValuesAfter(context, prepared)
  return prepared
}

/** Writes the values after a plan's runs onto the live widgets. */
function showValuesAfter(
  { graphs, workflows }: PreparationContext,
  { snapshot, plan }: PreparedRun
): void {
  if (!workflows.getWorkflow(snapshot.workflowId)) return
  const values = snapshot.variables.flatMap((variable, index) =>
    variable.kind === 'controlled' ? [{ targets: variable.targets, value: plan.after[index] }] : []
  )
  if (values.length > 0) graphs.applyControlledValues(snapshot.workflowId, values)
}

function narrowOrTell(
  { notices }: PreparationContext,
  snapshot: RunSnapshot | null,
  only: readonly NodeLocatorId[]
): RunSnapshot | null {
  const narrowed = snapshot && narrowRun(snapshot, new Set(only))
  if (snapshot && !narrowed)
    notices.addNotice({
      kind: 'info',
      title: t('services.noOutput'),
      detail: t('services.noOutputDetail')
    })
  return narrowed
}

async function takeSnapshotOrTell(
  context: PreparationContext,
  workflowId: WorkflowId
): Promise<RunSnapshot | null> {
  try {
    return await context.graphs.takeSnapshot(workflowId)
  } catch (error) {
    const name = context.workflows.getWorkflow(workflowId)?.name ?? ''
    context.notices.addNotice({
      kind: 'error',
      title: t('services.cantRun', { name }),
      detail: error instanceof Error ? error.message : String(error)
    })
    return null
  }
}
