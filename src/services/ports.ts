import type { ExecutionId, NodeLocatorId, PromptId, WorkflowId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import type { RunSnapshot } from '@/domain/runSnapshot'
import type { RunValues } from '@/domain/runVariables'
import type { WorkflowJson } from '@/protocol/prompt'

/** What loading a document found amiss and mended, in words for people. */
export interface LoadReport {
  readonly repairs: readonly string[]
  readonly missingNodeTypes: readonly string[]
}

/**
 * The live graphs, one per open workflow, as services use them. The canvas room implements this; `app/` hands it in,
 * since services come before canvas in the order of the rooms.
 */
export interface WorkflowGraphs {
  /**
   * Makes the live graph of a workflow from a document (null: an empty one). If the workflow has a graph already,
   * the new one takes its place, on the canvas too when it is in front; a refused document changes nothing.
   * @throws DocumentError when it is no workflow; no graph is made then.
   */
  openGraph(workflowId: WorkflowId, document: WorkflowJson | null): Promise<LoadReport>
  /** Ends a graph's life; its nodes hear `onRemoved`. */
  closeGraph(workflowId: WorkflowId): void
  /** Puts a workflow's graph on the canvas, with its own pan, zoom and selection. */
  showGraph(workflowId: WorkflowId): void
  /** Counts what the user has just changed as an edit, without waiting for the pause after typing. */
  settleEdits(): void
  /** The document as it stands now; what the user has just changed counts as an edit from here on. */
  serializeGraph(workflowId: WorkflowId): WorkflowJson
  /** The document as it stands now, for the workflow's file. */
  prepareSave(workflowId: WorkflowId): DocumentToSave
  /** Takes everything a run needs, at this moment, whichever workflow is in front. */
  takeSnapshot(workflowId: WorkflowId): Promise<RunSnapshot>
  /** Writes on controlled values after the runs of a press of Run; the user sees the next seed. */
  applyControlledValues(workflowId: WorkflowId, values: readonly ControlledResult[]): void
  /** Brings a node of a workflow into view, selects it, and opens the subgraphs around it. @returns whether it is there */
  revealNode(workflowId: WorkflowId, locatorId: NodeLocatorId): boolean
  /**
   * Loads a file in a node of the workflow in front: the selected one, else, or where it needs one of its own, a new
   * one. @returns false when none takes it
   */
  placeMedia(file: File, needsOwn: boolean): Promise<boolean>
  /** Calls `node.onExecuted` on the node of the workflow's own live graph, in front or not [B45]. */
  notifyExecuted(workflowId: WorkflowId, locatorId: NodeLocatorId, output: NodeOutput): void
}

/** A document on its way into its workflow's file. */
export interface DocumentToSave {
  readonly document: WorkflowJson
  /** The file holds it now. @returns whether that is all the user did; what came about without, such as a seed, counts */
  markSaved(): boolean
}

/** The value a controlled input has after a batch, for its targets. */
export interface ControlledResult {
  readonly targets: readonly { readonly executionId: ExecutionId; readonly inputName: string }[]
  readonly value: unknown
}

/** Events of prompts whose id the page doesn't know (yet), held by the event pipeline while a submission is out. */
export interface SubmissionWatch {
  /** A `POST /prompt` is about to leave: frames of unknown prompts may be its own. @returns call when it is settled */
  begin(): () => void
  /** The server's id belongs to our prompt: held frames are delivered under it. */
  claim(promptId: PromptId): void
  /** The server accepted a prompt, so it must say so on the socket too; silence means a dead socket (protocol.md §1.4). */
  expectStatus(): void
}

/** Keeps what must survive a reload; each tab's and each prompt's part is written on its own. */
export interface PromptRecords {
  /** Written before the prompt is posted, so that a reload at any moment finds it. */
  savePrompt(record: PromptRecord): void
  /** The server took it, so that after a reload its absence means something. */
  noteAccepted(promptId: PromptId): void
  forgetPrompt(promptId: PromptId): void
  /** What a prompt was made of; null when it is no longer kept. */
  findPrompt(promptId: PromptId): Promise<PromptRecord | null>
}

/** What a page needs to recognise a prompt after a reload. */
export interface PromptRecord {
  readonly promptId: PromptId
  readonly snapshot: RunSnapshot
  /** Seeds and text choices of this run. */
  readonly values: RunValues
  /** ms since the epoch */
  readonly createdAt: number
}
