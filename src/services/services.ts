import type { InjectionKey } from 'vue'
import type { NodeLocatorId, PromptId, WorkflowId } from '@/domain/ids'
import type { OutputFile } from '@/domain/nodeOutput'
import type { PromptScope } from '@/domain/clientPolicy'
import type { Settings } from '@/stores/settingStore'
import type { ComfyApi } from './api/comfyApi'

/** What a press of Run came to. */
export interface SubmitOutcome {
  /** Prompts the server took. */
  readonly accepted: number
  readonly refused: number
}

/** How a press of Run differs from a plain one. */
export interface RunOptions {
  /** Runs; by default the workflow's own batch count. */
  readonly count?: number
  /** Before everything queued so far. */
  readonly front?: boolean
  /** Explicit queue number; lower runs first. */
  readonly number?: number
}

/** Submitting. */
export interface RunService {
  /** Takes a snapshot of the workflow now and submits it [B13]. Errors go to the workflow's error panel. */
  run(workflowId: WorkflowId, options?: RunOptions): Promise<SubmitOutcome>
  /** Submits once more what a job was made of, under a new id, for the same workflow. */
  runAgain(promptId: PromptId): Promise<SubmitOutcome>
}

/** Stopping exactly what is meant [B39]. Pending jobs end as cancelled at once, running ones when the server says so. */
export interface StopService {
  /** This job, in whatever state, whoever's. */
  stopPrompt(promptId: PromptId): Promise<void>
  /** Running and pending jobs of one workflow, and what a batch of it has not sent yet. */
  stopWorkflow(workflowId: WorkflowId): Promise<void>
  /** All jobs of this browser's tabs. */
  stopAll(): Promise<void>
  /** Pending jobs of this browser's tabs. */
  clearPending(): Promise<void>
}

/** The job list's own doings. */
export interface JobService {
  /** Whose jobs are on show; reads the server's list. */
  applyScope(scope: PromptScope): void
  /** Reads the server's list as far as the scope and the panel need; cheap when nothing changed. */
  refresh(): Promise<void>
  /** Reads the next page of older jobs. */
  loadMore(): Promise<void>
  /** Takes finished jobs out of the list and out of the server's history. */
  deleteJobs(promptIds: readonly PromptId[]): Promise<void>
  /** Brings the workflow it came from to the front: the tab itself, else a new tab with what was submitted. */
  openJob(promptId: PromptId): Promise<void>
  /** All result files, as the job has them or the server tells. */
  listResults(promptId: PromptId): Promise<readonly JobResult[]>
  /** Hands all result files to the browser; says so when there are none. */
  downloadResults(promptId: PromptId): Promise<void>
}

/** One result file of a job. */
export interface JobResult {
  /** `images`, `audio`, `video`, `3d`, ... as the server names the kind. */
  readonly kind: string
  readonly file: OutputFile
  readonly nodeTitle: string
}

/** Open workflows and their files. */
export interface WorkflowService {
  /** Opens an empty workflow in front. */
  newWorkflow(): Promise<WorkflowId>
  /**
   * Opens a document: in the active tab when that is pristine, else in a new one.
   * @param name null: one that is free
   * @throws DocumentError
   */
  openDocument(document: unknown, name: string | null): Promise<WorkflowId>
  /** Opens files the user chose or dropped; what can't be opened is said in a notice. */
  openFiles(files: readonly File[]): Promise<void>
  /** Brings its tab to the front. */
  activate(workflowId: WorkflowId): void
  /** Asks when there are unsaved edits. Interrupts nothing. @returns false when the user kept it open */
  close(workflowId: WorkflowId): Promise<boolean>
  /** Opens a copy with an identity of its own; results stand on both, runs stay with the original [B8]. */
  duplicate(workflowId: WorkflowId): Promise<WorkflowId>
  /** Its runs stay with it [B8]. */
  rename(workflowId: WorkflowId, name: string): Promise<void>
  /** Saves to the server's user data where it has such, else as a file. */
  save(workflowId: WorkflowId): Promise<boolean>
  /** Downloads the document as a file. */
  exportDocument(workflowId: WorkflowId): Promise<void>
  /** Downloads the prompt in API format. */
  exportApi(workflowId: WorkflowId): Promise<void>
}

/** A point of the page, in CSS px from its top left. */
export interface PagePoint {
  readonly x: number
  readonly y: number
}

/** The canvas asks which node to put somewhere. */
export interface NodeSearchRequest {
  readonly at: PagePoint
  /** A link was let go there: of this type, waiting for an input or an output. */
  readonly link: { readonly type: string; readonly wants: 'input' | 'output' } | null
  /** Puts a node there, joined to the link. */
  insert(classType: string): void
}

/**
 * Changes to what is selected on the canvas; `mute`, `bypass`, `pin` and `collapse` take themselves back when they hold
 * for all already. `subgraph` makes one of the selection, `unpack` puts the content of one back in its place.
 */
export type CanvasEdit = 'mute' | 'bypass' | 'pin' | 'collapse' | 'group' | 'subgraph' | 'unpack'

/** The canvas as surfaces outside it use it. */
export interface CanvasService {
  /** Changes what is selected on the graph in front. @returns false when nothing is selected */
  edit(edit: CanvasEdit): boolean
  /** Reads the node definitions anew: new node types can be added, choices are up to date. */
  refreshDefinitions(): Promise<void>
  /**
   * Puts a node on the graph in front and selects it.
   * @param at null: the middle of what is in view
   * @param values of its fields, by name; a node of the same type that lies at the point takes them instead
   * @returns false when nobody knows the type, or no graph is shown
   */
  addNode(
    classType: string,
    at: PagePoint | null,
    values?: Readonly<Record<string, unknown>>
  ): boolean
  /** Told when somebody double-clicks free canvas, or lets a link go there. @returns call to end it */
  onNodeSearch(listener: (request: NodeSearchRequest) => void): () => void
  /** Brings the workflow to the front and the node into view. @returns false when the node is gone */
  revealNode(workflowId: WorkflowId, locatorId: NodeLocatorId): boolean
  /** Takes the last step of the user back. @returns false when there is none */
  undo(workflowId: WorkflowId): boolean
  redo(workflowId: WorkflowId): boolean
}

/** Writing the user's settings; reading them is the store's. */
export interface SettingService {
  /** Applies at once. A server that keeps none leaves it in the browser; a notice says so. */
  set<K extends keyof Settings>(key: K, value: Settings[K]): Promise<void>
}

/** Everything composables reach; made once in `app/`. */
export interface Services {
  readonly api: ComfyApi
  readonly runs: RunService
  readonly stops: StopService
  readonly jobs: JobService
  readonly workflows: WorkflowService
  readonly canvas: CanvasService
  readonly settings: SettingService
}

/** Where composables find the services (`useServices`). */
export const SERVICES: InjectionKey<Services> = Symbol('services')
