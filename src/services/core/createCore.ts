import type { Pinia } from 'pinia'
import type { ClientId, PromptId, WorkflowId } from '@/domain/ids'
import type { Cancel, Clock, FrameScheduler } from '@/domain/time'
import type { Warn } from '@/events/eventFifo'
import type { EventStream } from '@/events/eventStream'
import { createEventStream } from '@/events/eventStream'
import type { Transport } from '@/events/transport'
import { t } from '@/i18n/translate'
import { createPromptDirectory } from '@/stores/execution/promptDirectory'
import type { ComfyApi } from '../api/comfyApi'
import type { ExecutionIngest } from '../ingest/executionIngest'
import { createExecutionIngest } from '../ingest/executionIngest'
import type { JobListing } from '../jobs/jobListing'
import { createJobListing } from '../jobs/jobListing'
import { createJobService } from '../jobs/jobService'
import type { PromptRecords, WorkflowGraphs } from '../ports'
import type { ReconcileService } from '../reconcile/reconcileService'
import { createReconcileService } from '../reconcile/reconcileService'
import type { RunModes } from '../runs/runModeService'
import { createRunModes } from '../runs/runModeService'
import type { Runs } from '../runs/runService'
import { createRunService } from '../runs/runService'
import type { JobService, StopService, WorkflowService } from '../services'
import type { SiblingChannel } from '../siblings/siblingChannel'
import type { SiblingService } from '../siblings/siblingService'
import { createSiblingService } from '../siblings/siblingService'
import { createStopService } from '../stops/stopService'
import type { AutoSave } from '../workflows/autoSave'
import { createAutoSave } from '../workflows/autoSave'
import { createWorkflowService } from '../workflows/workflowService'
import type { CoreStores } from './coreStores'
import { getCoreStores } from './coreStores'
import { takeBackLost, tellLost } from './lostPrompt'

/** What the core needs of the world outside: a server, the live graphs, the page, time. */
export interface CorePorts {
  readonly pinia: Pinia
  readonly api: ComfyApi
  readonly graphs: WorkflowGraphs
  readonly transport: Transport
  readonly channel: SiblingChannel
  readonly records: PromptRecords
  readonly clientId: ClientId
  readonly clock: Clock
  readonly scheduler: FrameScheduler
  /** 0 <= x < 1, as `Math.random` */
  readonly random: () => number
  /** Hands the user a file. */
  readonly saveFile: (name: string, content: string) => void
  /** Offers an address to the browser as a download. */
  readonly download: (url: string, name: string) => void
  readonly warn: Warn
}

/** Everything between the server and the stores, wired: one subscriber of the stream, and the services around it. */
export interface Core {
  readonly stores: CoreStores
  readonly runs: Runs
  readonly stops: StopService
  readonly jobs: JobService
  readonly workflows: WorkflowService
  readonly ingest: ExecutionIngest
  readonly reconcile: ReconcileService
  readonly siblings: SiblingService
  readonly modes: RunModes
  /** A workflow's graph was edited by the user. */
  noteEdit(workflowId: WorkflowId): void
  /** Connects, and begins to look and to tell. @returns ends all of it: no timer is left */
  start(): Cancel
}

export function createCore(ports: CorePorts): Core {
  const stores = getCoreStores(ports.pinia)
  stores.connection.applyClientId(ports.clientId)
  const base = { ...ports, ...stores }
  const listing = createJobListing(base)
  const ingest = createExecutionIngest({
    ...base,
    onUnsettled: (promptId) => reconcile.lookFor(promptId),
    onQueueRemaining(count) {
      reconcile.noteQueueRemaining(count)
      listing.noteChange()
    }
  })
  const reconcile = createReconcileService({
    ...base,
    handle: ingest.handle,
    onLost: (prompt) => tellLost(stores, prompt),
    onMissedEnd: () => stream.noteMissedEnd()
  })
  const stream = connectStream(ports, stores, ingest, reconcile)
  const services = createServices(base, { stream, reconcile, listing })
  const { runs, modes, siblings, workflows } = services
  const autoSave = createAutoSave({ ...base, save: workflows.saveByItself })
  return {
    ...services,
    stores,
    ingest,
    reconcile,
    runs: {
      ...runs,
      run(workflowId, options) {
        modes.wake(workflowId)
        return runs.run(workflowId, options)
      }
    },
    noteEdit(workflowId) {
      stores.workflows.patchWorkflow(workflowId, { isModified: true, isPristine: false })
      modes.noteChange(workflowId)
      autoSave.noteEdit(workflowId)
    },
    start: () =>
      startAll({
        stores,
        ingest,
        reconcile,
        siblings,
        modes,
        stream,
        autoSave,
        dispose: listing.dispose
      })
  }
}

interface EventSide {
  readonly stream: EventStream
  readonly reconcile: ReconcileService
  readonly listing: JobListing
}

/** The services that people's doings go through. They need each other; none calls another before all are made. */
function createServices(base: CorePorts & CoreStores, { stream, reconcile, listing }: EventSide) {
  const runs = createRunService({
    ...base,
    watch: stream,
    onUnsettled: reconcile.lookFor,
    onStopped: (promptId) => void stops.stopPrompt(promptId)
  })
  const modes = createRunModes({ ...base, runs })
  const siblings = createSiblingService({
    ...base,
    onShow: (promptId) => void showForSibling(jobs, base.notices, promptId),
    onRest: (what) => stops.restHere(what)
  })
  const workflows = createWorkflowService({ ...base, runs })
  const jobs = createJobService({
    ...base,
    listing,
    workflowService: workflows,
    askSiblingToShow: siblings.askToShow,
    onDeleted: (promptIds) => promptIds.forEach(siblings.notePrompt)
  })
  const stops = createStopService({
    ...base,
    runs,
    modes,
    settle: reconcile.settle,
    tellSiblings: siblings.tellCancelled,
    restSiblings: siblings.askToRest,
    listWorkflows: () => base.workflows.order
  })
  return { runs, modes, siblings, workflows, jobs, stops }
}

/** Asked for in another tab: whoever looks here learns why nothing came to the front. */
async function showForSibling(
  jobs: JobService,
  notices: CoreStores['notices'],
  promptId: PromptId
): Promise<void> {
  try {
    await jobs.openJob(promptId)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    notices.addNotice({ kind: 'error', title: t('jobs.openFailed'), detail })
  }
}

/** The stream delivers to ingest alone; every connection begins with a look at what was missed [B25]. */
function connectStream(
  ports: CorePorts,
  { connection, execution }: CoreStores,
  ingest: ExecutionIngest,
  reconcile: ReconcileService
): EventStream {
  return createEventStream({
    ...ports,
    directory: createPromptDirectory(execution),
    subscriber: ingest.handle,
    onPhase(phase) {
      connection.applyPhase(phase)
      if (phase === 'connected') void reconcile.lookNow()
    }
  })
}

interface Startable {
  readonly stores: CoreStores
  readonly ingest: ExecutionIngest
  readonly reconcile: ReconcileService
  readonly siblings: SiblingService
  readonly modes: RunModes
  readonly stream: EventStream
  readonly autoSave: AutoSave
  readonly dispose: Cancel
}

function startAll(parts: Startable) {
  const { stores, ingest, reconcile, siblings, modes, stream } = parts
  const stops: Cancel[] = [
    ingest.tap((event, ownership) => {
      if (event.promptId !== null) reconcile.noteFrame(event.promptId)
      siblings.noteEvent(event, ownership)
    }),
    stores.execution.onPromptEnded(modes.noteEnded),
    stores.execution.onPromptEnded((prompt) => takeBackLost(stores, prompt)),
    siblings.start(),
    stream.start(),
    reconcile.dispose,
    modes.dispose,
    parts.autoSave.dispose,
    parts.dispose
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
