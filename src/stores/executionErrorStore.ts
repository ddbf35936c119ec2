import { defineStore } from 'pinia'
import type { ShallowReactive } from 'vue'
import { shallowReactive } from 'vue'
import type { ExecutionId, NodeLocatorId, PromptId, WorkflowId } from '@/domain/ids'
import type { ExecutionFailure } from '@/domain/promptError'

/** One line of a workflow's error panel. */
export interface ErrorRow {
  /** Unique within the page. */
  readonly key: string
  /**
   * `validation`: refused before it ran; `dropped`: the run goes on without this output (200 with `node_errors`);
   * `execution`: a node raised; `blocked`: a blocker's note, the run goes on; `service`: no node at fault.
   */
  readonly kind: 'validation' | 'dropped' | 'execution' | 'blocked' | 'service'
  readonly workflowId: WorkflowId
  readonly promptId: PromptId
  readonly executionId: ExecutionId | null
  /** Where the node stands in the document; null when it has none. */
  readonly locatorId: NodeLocatorId | null
  /** Locators of the subgraph nodes around it, outermost first. */
  readonly enclosingLocatorIds: readonly NodeLocatorId[]
  readonly nodeTitle: string
  readonly inputName: string | null
  readonly message: string
  readonly details: string
  /** Lines, outermost call first. */
  readonly traceback: readonly string[]
  /** Class of the exception or type of the validation error. */
  readonly type: string
}

export type ErrorRowInit = Omit<ErrorRow, 'key'>

/** Rows kept per workflow; an endless run that fails each time must not fill the memory. */
const MAX_ROWS = 200

const NO_ROWS: readonly ErrorRow[] = Object.freeze([])

/** Failures kept, one line each in the job list. */
const MAX_FAILURES = 10_000
/** Failures that keep their traceback, some 20 kB each. */
const FULL_FAILURES = 100

/** Errors by workflow, for its panel and its nodes, and by prompt, for its row in the job list. */
export const useExecutionErrorStore = defineStore('executionError', () => {
  const errorsByWorkflowId = shallowReactive<Record<WorkflowId, readonly ErrorRow[]>>({})
  const failuresByPromptId = shallowReactive<Record<PromptId, ExecutionFailure>>({})
  return {
    /** Rows of each workflow that has any. */
    errorsByWorkflowId,
    /** Why prompts failed. */
    failuresByPromptId,
    /** Oldest first; the same empty list for every workflow without errors. */
    getWorkflowErrors: (workflowId: WorkflowId) => errorsByWorkflowId[workflowId] ?? NO_ROWS,
    /** Why a prompt failed; undefined for prompts that didn't, or whose failure was put away. */
    getPromptFailure: (promptId: PromptId): ExecutionFailure | undefined =>
      failuresByPromptId[promptId],
    ...makeActions(errorsByWorkflowId),
    ...makeFailureActions(errorsByWorkflowId, failuresByPromptId)
  }
})

type Rows = ShallowReactive<Record<WorkflowId, readonly ErrorRow[]>>

function makeActions(rows: Rows) {
  let serial = 0
  const keep = (workflowId: WorkflowId, wanted: (row: ErrorRow) => boolean): void => {
    const now = rows[workflowId]
    if (!now) return
    const kept = now.filter(wanted)
    if (kept.length === 0) delete rows[workflowId]
    else if (kept.length < now.length) rows[workflowId] = kept
  }
  return {
    /** Appends rows; beyond `MAX_ROWS` the oldest go. */
    addErrors(workflowId: WorkflowId, added: readonly ErrorRowInit[]): void {
      if (added.length === 0) return
      const keyed = added.map((row) => ({ ...row, key: `error-${++serial}` }))
      rows[workflowId] = [...(rows[workflowId] ?? NO_ROWS), ...keyed].slice(-MAX_ROWS)
    },
    /** A new press of Run: what earlier runs left is out of date. */
    clearWorkflow: (workflowId: WorkflowId) => keep(workflowId, () => false),
    /** The job is run again: what was said of it is out of date. */
    clearPrompt: (workflowId: WorkflowId, promptId: PromptId) =>
      keep(workflowId, (row) => row.promptId !== promptId),
    /** The input was mended: what the server said of it no longer holds [B30]. */
    clearInput: (workflowId: WorkflowId, locatorId: NodeLocatorId, inputName: string) =>
      keep(
        workflowId,
        (row) =>
          row.locatorId !== locatorId ||
          (row.kind !== 'validation' && row.kind !== 'dropped') ||
          (row.inputName !== null && row.inputName !== inputName)
      ),
    /** The user put one row away. */
    dismissError: (workflowId: WorkflowId, key: string) =>
      keep(workflowId, (row) => row.key !== key),
    /** Brings rows of an earlier page load back, under new keys. */
    restoreErrors(workflowId: WorkflowId, restored: readonly ErrorRow[]): void {
      if (restored.length > 0)
        rows[workflowId] = restored.map((row) => ({ ...row, key: `error-${++serial}` }))
    }
  }
}

function makeFailureActions(
  rows: Rows,
  failures: ShallowReactive<Record<PromptId, ExecutionFailure>>
) {
  /** In order of the failures, oldest first. */
  const known = new Set<PromptId>()
  const full: PromptId[] = []
  const forgetPrompt = (promptId: PromptId): void => {
    known.delete(promptId)
    delete failures[promptId]
  }
  const applyFailure = (promptId: PromptId, failure: ExecutionFailure): void => {
    known.add(promptId)
    failures[promptId] = failure
    full.push(promptId)
    const surplus = full.length > FULL_FAILURES ? full.shift()! : null
    const stripped = surplus && failures[surplus]
    if (surplus && stripped) failures[surplus] = { ...stripped, traceback: [] }
    if (known.size > MAX_FAILURES) for (const oldest of known) return forgetPrompt(oldest)
  }
  return {
    applyFailure,
    /** The prompt was deleted. */
    forgetPrompt,
    /** The server chose another id than ours. */
    applyRename(from: PromptId, to: PromptId): void {
      const failure = failures[from]
      if (failure) {
        forgetPrompt(from)
        applyFailure(to, failure)
      }
      for (const [workflowId, list] of Object.entries(rows) as [
        WorkflowId,
        readonly ErrorRow[]
      ][]) {
        if (list.some((row) => row.promptId === from)) {
          rows[workflowId] = list.map((row) =>
            row.promptId === from ? { ...row, promptId: to } : row
          )
        }
      }
    }
  }
}
