import type { ClientId, PromptId } from '@/domain/ids'
import type { LogPiece } from '@/domain/logLines'
import type { ModelFile, ModelFolder } from '@/domain/modelFile'
import type { NodeOutput, OutputFile } from '@/domain/nodeOutput'
import type { ExecutionFailure, NodeValidation, PromptRefusal } from '@/domain/promptError'
import type { ServerJob } from '@/domain/serverJob'
import type { TemplateGroup, WorkflowTemplate } from '@/domain/workflowTemplate'
import type { SystemStatsWire } from '@/protocol/http/system'
import type { NodeReplacements } from '@/domain/nodeReplacement'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ApiPrompt, PromptRequestWire, WorkflowJson } from '@/protocol/prompt'

/** The server's answer to `POST /prompt`. */
export type SubmitAnswer =
  /** Queued. `dropped` names outputs that don't run (200 with `node_errors`). */
  | {
      readonly kind: 'accepted'
      readonly promptId: PromptId
      readonly queueNumber: number | null
      readonly dropped: readonly NodeValidation[]
    }
  | { readonly kind: 'refused'; readonly refusal: PromptRefusal }
  /** No answer came; whether the server has the prompt is unknown. */
  | { readonly kind: 'unreachable'; readonly message: string }

/** One finished or unfinished prompt with all the server tells of it. */
export interface JobDetail {
  readonly job: ServerJob
  /** UI data by execution id; empty before the end. */
  readonly outputs: Readonly<Record<string, NodeOutput>>
  readonly failure: ExecutionFailure | null
  /** What was submitted, where the server still gives it. */
  readonly prompt: ApiPrompt | null
  readonly workflow: WorkflowJson | null
  readonly extraData: Readonly<Record<string, unknown>>
}

/** One page of the list, newest first. */
export interface JobPage {
  readonly jobs: readonly ServerJob[]
  readonly total: number
  readonly hasMore: boolean
}

/** Which jobs are asked for; all by default. */
export interface JobQuery {
  readonly statuses?: readonly ServerJob['status'][]
  readonly limit?: number
  readonly offset?: number
}

/**
 * ComfyUI's HTTP interface in our words. Old servers are served by older routes behind the same methods
 * (protocol.md §8, 9). Methods reject with `ApiError` when the server can't be reached or answers a fault.
 */
export interface ComfyApi {
  submitPrompt(request: PromptRequestWire, onTaken?: () => void): Promise<SubmitAnswer>
  /** Unfinished prompts of everybody, running ones first. */
  listUnfinished(): Promise<readonly ServerJob[]>
  listJobs(query: JobQuery): Promise<JobPage>
  /** Null when the server knows no such prompt: deleted, cancelled while pending, or lost in a restart. */
  getJob(promptId: PromptId): Promise<JobDetail | null>
  /** Ends a prompt in whatever state, by id. @returns what was done; `unsupported` on servers without ids. */
  cancelPrompt(promptId: PromptId): Promise<'cancelled' | 'nothing' | 'unsupported'>
  /** Ends many at once where the server can, else one by one. */
  cancelPrompts(promptIds: readonly PromptId[]): Promise<'cancelled' | 'nothing' | 'unsupported'>
  /** Takes pending prompts out of the queue; for servers where `cancelPrompt` is unsupported. */
  deletePending(promptIds: readonly PromptId[]): Promise<void>
  /** Interrupts whatever runs: only for servers where `cancelPrompt` is unsupported, and after asking [B39]. */
  interruptAny(): Promise<void>
  deleteHistory(promptIds: readonly PromptId[]): Promise<void>
  /** What the server is and runs on. */
  getSystemStats(): Promise<SystemStatsWire>
  /** What the server keeps of its log, oldest first; null on servers that show none. */
  getLog(): Promise<readonly LogPiece[] | null>
  /** Has new pieces of the log sent to a client, or no more of them. */
  followLog(clientId: ClientId, isOn: boolean): Promise<void>
  /** The server's feature flags; empty where it has none. */
  getFeatures(): Promise<Readonly<Record<string, unknown>>>
  getNodeDefinitions(): Promise<ObjectInfoWire>
  /** What can take the place of node types that are gone; none on servers that tell of none (protocol.md §3.6). */
  getNodeReplacements(): Promise<NodeReplacements>
  /** Node packs' translations, as the server sent them; an empty object on servers without. */
  getPackWords(): Promise<unknown>
  /** Null on servers with one user. */
  listUsers(): Promise<readonly { readonly id: string; readonly name: string }[] | null>
  /** @returns the new user's id */
  createUser(name: string): Promise<string>
  getSettings(): Promise<Readonly<Record<string, unknown>>>
  /** Keeps these; all others stay (protocol.md §3.8). */
  storeSettings(changes: Readonly<Record<string, unknown>>): Promise<void>
  /** Address of a file, for `<img>`, downloads and viewers. `preview` asks for a small WebP. */
  viewUrl(file: OutputFile, options?: { readonly preview?: boolean }): string
  /** Uploads a picture, or another file, into a folder of the server's: `input` unless said. @returns the name the server gave it */
  uploadImage(
    file: File,
    options?: {
      readonly type?: 'input' | 'output' | 'temp'
      readonly subfolder?: string
      readonly overwrite?: boolean
    }
  ): Promise<OutputFile>
  /** Uploads a picture whose alpha becomes that of another one of the server's. @returns the new file of both */
  uploadMask(file: File, original: OutputFile, subfolder: string): Promise<OutputFile>
  /**
   * The bytes of a file: as it is, or of a picture its colours without alpha, or its alpha alone, as PNG (protocol.md §3.7).
   * Rejects with status 404 when the file is gone.
   */
  readFile(file: OutputFile, channel?: 'rgb' | 'a'): Promise<Blob>
  /** What an address leads to, of this server or elsewhere. Rejects where it can't be read from this page. */
  readAddress(address: string): Promise<Blob>
  getUserFile(path: string): Promise<string | null>
  storeUserFile(
    path: string,
    body: string,
    options?: { readonly overwrite?: boolean }
  ): Promise<'stored' | 'exists'>
  listUserFiles(folder: string): Promise<readonly string[]>
  /** Files at the top of one of the server's folders, newest first; null on older servers, which list none. */
  listServerFiles(type: 'input' | 'output' | 'temp'): Promise<readonly OutputFile[] | null>
  /** The kinds of models that the server has folders for; null on servers without such a list. */
  listModelFolders(): Promise<readonly ModelFolder[] | null>
  listModels(folder: string): Promise<readonly ModelFile[]>
  /** Names of embeddings, without extension; none on servers that tell of none. */
  listEmbeddings(): Promise<readonly string[]>
  /** Address of a model's picture, which not every model has; null on servers without such. */
  modelPreviewUrl(model: ModelFile): string | null
  deleteUserFile(path: string): Promise<void>
  /** Renames a file, or puts it into another folder; never over another file. */
  moveUserFile(path: string, to: string): Promise<'moved' | 'exists'>
  /**
   * The workflows to begin with that server and node packs offer; null on servers without such lists.
   * @param language tag of the language their names are wanted in, as far as the server has it
   */
  listTemplates(language?: string): Promise<readonly TemplateGroup[] | null>
  /** Subgraphs that the server and its packs offer; none on servers without (protocol.md §3.6). */
  listGlobalSubgraphs(): Promise<readonly GlobalSubgraph[]>
  /** The document of one, as text; null when there is none. */
  getGlobalSubgraph(id: string): Promise<string | null>
  /** The document of a template. */
  getTemplate(template: WorkflowTemplate): Promise<unknown>
  /** A text that lies beside the page, such as a help page; null when there is none. */
  getStaticText(path: string): Promise<string | null>
  /** Address of something beside the page. */
  staticUrl(path: string): string
  /** Fetch with the server's base address and headers; what node packs call `api.fetchApi`. */
  fetchApi(route: string, init?: RequestInit): Promise<Response>
  /** The socket's address for a client. */
  socketUrl(clientId: ClientId): string
}

/** A subgraph that the server offers. */
export interface GlobalSubgraph {
  readonly id: string
  readonly name: string
  /** Who brings it along. */
  readonly pack: string
}

/** A request that failed: no answer, or one that says so. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  constructor(
    message: string,
    /** HTTP status; null when no answer came. */
    readonly status: number | null,
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}
