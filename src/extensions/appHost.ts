import type { PromptId, WorkflowId } from '@/domain/ids'
import type { Cancel } from '@/domain/time'
import type { AttributedEvent, Ownership } from '@/events/executionEvent'
import type { CanvasRoom } from '@/canvas/room/createCanvasRoom'
import type { ComfyApi } from '@/services/api/comfyApi'
import type { RunSnapshot } from '@/domain/runSnapshot'

/** What node packs' doings ask of the app; `app/` answers with its services. */
export interface AppHost {
  /** Fills the active workflow when it is empty and untouched, else opens a tab in front. @throws DocumentError */
  openWorkflow(document: unknown, name: string | null): Promise<WorkflowId>
  /** Opens what files carry; what can't be opened is said to the user. */
  openFiles(files: readonly File[]): Promise<void>
  /** Reads the server's definitions anew. */
  refreshDefinitions(): Promise<void>
  submit(
    workflowId: WorkflowId,
    options: { readonly count: number; readonly number?: number; readonly front?: boolean }
  ): Promise<{ readonly accepted: number; readonly refused: number }>
  /** Ends these prompts and no others. */
  interrupt(promptIds: readonly PromptId[]): Promise<void>
  /** Says something to the user. */
  notify(kind: 'info' | 'warning' | 'error', title: string, detail?: string): void
}

/** Hears every event after the stores show its effect. */
export type EventTap = (listener: (event: AttributedEvent, ownership: Ownership) => void) => Cancel

/** The graph room as packs reach it. */
export type PackCanvas = Pick<CanvasRoom, 'getGraph' | 'canvas'> & {
  readonly graphs: { takeSnapshot(workflowId: WorkflowId): Promise<RunSnapshot> }
}

/** Where the page's server lives. */
export interface ServerAddress {
  readonly api: Pick<ComfyApi, 'fetchApi'>
  /** Path of the page's folder without a slash at the end: empty at a server's root. */
  readonly basePath: string
}
