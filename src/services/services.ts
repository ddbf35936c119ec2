import type { InjectionKey } from 'vue'
import type { NodeLocatorId, PromptId, WorkflowId } from '@/domain/ids'
import type { OutputFile } from '@/domain/nodeOutput'
import type { Palette } from '@/domain/palette'
import type { PromptScope } from '@/domain/clientPolicy'
import type { WorkflowJson } from '@/protocol/prompt'
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
  /** Of these nodes, the outputs alone, with what they need; instances of subgraphs stand for what is inside. */
  readonly only?: readonly NodeLocatorId[]
}

/** Submitting. */
export interface RunService {
  /**
   * Takes a snapshot of the workflow now and submits it [B13], after the presses before it. Errors go to the workflow's
   * error panel.
   */
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
  /** Opens what an address leads to, as a file; says so when it can't be read. */
  openAddress(address: string): Promise<void>
  /**
   * Opens a workflow of the server's user data: its tab if it has one, else a new one.
   * @throws when there is no such file, or it is none
   */
  openSaved(path: string): Promise<void>
  /** Brings its tab to the front. */
  activate(workflowId: WorkflowId): void
  /** Asks when there are unsaved edits. Interrupts nothing. @returns false when the user kept it open */
  close(workflowId: WorkflowId): Promise<boolean>
  /** Opens a copy with an identity of its own; results stand on both, runs stay with the original [B8]. */
  duplicate(workflowId: WorkflowId): Promise<WorkflowId>
  /** Its runs stay with it [B8]; the file it is saved in is renamed too. */
  rename(workflowId: WorkflowId, name: string): Promise<void>
  /** Saves to the server's user data where it has such, else as a file. Asks when the file was changed by another. */
  save(workflowId: WorkflowId): Promise<boolean>
  /** As `save`, without anybody having asked for it. @throws when the server could not store it */
  saveByItself(workflowId: WorkflowId): Promise<boolean>
  /** Asks for a name and saves under it. */
  saveAs(workflowId: WorkflowId): Promise<boolean>
  /** Downloads the document as a file; asks for its name first, where the user wants that. */
  exportDocument(workflowId: WorkflowId): Promise<void>
  /** Downloads the prompt in API format, likewise. */
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
 * for all already. `subgraph` makes one of the selection, `unpack` puts the content of one back in its place. `resize` gives
 * nodes their natural size, `alignCenter` puts centres below each other, `alignMiddle` beside each other, `move` goes by
 * one step of the grid.
 */
export type CanvasEdit =
  | 'mute'
  | 'bypass'
  | 'pin'
  | 'collapse'
  | 'group'
  | 'fitGroup'
  | 'subgraph'
  | 'unpack'
  | 'delete'
  | 'resize'
  | `align${'Left' | 'Right' | 'Top' | 'Bottom' | 'Center' | 'Middle'}`
  | `distribute${'Horizontally' | 'Vertically'}`
  | `move${'Left' | 'Right' | 'Up' | 'Down'}`

/**
 * What can be done to the canvas in front, whatever is selected; `clear` empties the graph that is shown, `openMenu` opens
 * the menu of what is selected, or of free canvas.
 */
export type CanvasAction =
  | 'selectAll'
  | 'copy'
  | 'paste'
  | 'pasteWithLinks'
  | 'clear'
  | 'openMenu'
  | 'selectNext'
  | 'selectPrevious'
  | 'enterSubgraph'
  | 'exitSubgraph'

/** The canvas as surfaces outside it use it. */
export interface CanvasService {
  /** @returns false when there is nothing to do */
  act(action: CanvasAction): boolean
  /** Nodes that are selected on the graph in front. */
  listSelected(): readonly NodeLocatorId[]
  /** Changes what is selected on the graph in front. @returns false when nothing is selected */
  edit(edit: CanvasEdit): boolean
  /** Asks for a name, and keeps the selected subgraph for other workflows. @returns false when none is selected */
  publishSubgraph(): boolean
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
  /** Gives a value to the node at a point whose list has it. @returns false when none does */
  chooseAt(at: PagePoint, value: string): boolean
  /**
   * Gives a file of the server to the node at a point, if it loads such files.
   * @param value the file as fields name it: `folder/name.png [output]`
   * @returns whether it took it
   */
  loadFileAt(at: PagePoint, media: 'image' | 'video' | 'audio', value: string): boolean
  /** Opens the mask editor for the one selected node. @returns false when it shows no picture, or none is selected */
  editMask(): boolean
  /**
   * Gives a picture to a node of an open workflow, in front or not; a node that loads none gets a new one beside it.
   * @returns false when the node is gone, or nothing can load a picture
   */
  takePicture(
    node: { readonly workflowId: WorkflowId; readonly locatorId: NodeLocatorId },
    file: OutputFile
  ): boolean
  /** Told when somebody double-clicks free canvas, or lets a link go there. @returns call to end it */
  onNodeSearch(listener: (request: NodeSearchRequest) => void): () => void
  /** Brings the workflow to the front and the node into view. @returns false when the node is gone */
  revealNode(workflowId: WorkflowId, locatorId: NodeLocatorId): boolean
  /** Takes the last step of the user back. @returns false when there is none */
  undo(workflowId: WorkflowId): boolean
  redo(workflowId: WorkflowId): boolean
}

/** Subgraphs kept for other workflows (protocol.md §3.6, §3.8). */
export interface BlueprintService {
  /** Reads what there is, into the store. */
  refresh(): Promise<void>
  /**
   * The document of a blueprint, by its type, under the blueprint's name; null when it is gone. What one of the
   * server's takes and gives is in the store then. Rejects when the server doesn't answer.
   */
  read(type: string): Promise<WorkflowJson | null>
  /** Keeps a document under a name; asks before another is replaced. @returns whether it was kept */
  publish(name: string, document: WorkflowJson): Promise<boolean>
  /** Deletes one of the user's, after asking. @returns whether it is gone. Rejects when the server refuses. */
  remove(type: string): Promise<boolean>
}

/** The help page of a node type, as Markdown. */
export interface HelpPage {
  readonly text: string
  /** Absolute address that the page's pictures are relative to. */
  readonly folder: string
}

/** Help pages of ComfyUI and of node packs. */
export interface HelpService {
  /** Null for types without a page. Rejects when the server doesn't answer. @param locale tag of a language */
  read(type: string, locale: string): Promise<HelpPage | null>
}

/** Writing the user's settings; reading them is the store's. */
export interface SettingService {
  /**
   * Applies at once, in the browser's other tabs too. What a server doesn't store stays in the browser until it does; a
   * notice says so. Null is what nobody chose: the default holds.
   */
  set<K extends keyof Settings>(key: K, value: Settings[K] | null): Promise<void>
  /** The same for any key, a node pack's too. */
  set(key: string, value: unknown): Promise<void>
  /** Several at once, in one request. */
  setMany(changes: Readonly<Record<string, unknown>>): Promise<void>
}

/** Palettes: those that come along, and the user's own. Choosing one is the setting `Comfy.ColorPalette`. */
export interface PaletteService {
  /** Besides the page's own two. */
  listBuiltIn(): Promise<readonly Palette[]>
  listOwn(): readonly Palette[]
  /**
   * Takes a palette's file and puts it in use.
   * @returns false when the user kept another of the same id
   * @throws Error that says what is wrong with it
   */
  importPalette(text: string): Promise<boolean>
  /** Hands the user the colours that are in use as a file. */
  exportPalette(): void
  /** Takes one of the user's own away. */
  removePalette(id: string): Promise<void>
}

/** The server's log, into its store (protocol.md §3.9). */
export interface LogService {
  /** Reads it, and takes what comes from now on. */
  follow(): void
  /** Nobody looks any more. */
  leave(): void
  /** Once more, after it failed. */
  read(): Promise<void>
}

/** Somebody who uses a server with several users. */
export interface ServerUser {
  readonly id: string
  readonly name: string
}

/** Who uses the server (protocol.md §3.1). */
export interface UserService {
  /** Null on servers with one user. */
  readonly current: ServerUser | null
  /** Keeps what is open, forgets who it was, and begins anew, asking who comes. */
  leave(): Promise<void>
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
  readonly blueprints: BlueprintService
  readonly users: UserService
  readonly palettes: PaletteService
  readonly help: HelpService
  readonly logs: LogService
}

/** Where composables find the services (`useServices`). */
export const SERVICES: InjectionKey<Services> = Symbol('services')
