import type { ClientId, PromptId, WorkflowId } from '@/domain/ids'
import { toWorkflowId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import { mintUuid } from '@/domain/uuid'
import type { WorkflowJson } from '@/protocol/prompt'
import type { useExecutionErrorStore } from '@/stores/executionErrorStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useImagePreviewStore } from '@/stores/imagePreviewStore'
import type { useWorkflowStore } from '@/stores/workflowStore'
import type { WorkflowGraphs } from '../ports'
import { fromSnapshotRecord } from './promptRecords'
import type { PromptRow, ResultRecord, SessionDatabase, WorkflowRecord } from './sessionDatabase'

export interface RestoreContext {
  readonly database: SessionDatabase
  readonly graphs: Pick<WorkflowGraphs, 'openGraph' | 'showGraph'>
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly previews: ReturnType<typeof useImagePreviewStore>
  readonly errors: ReturnType<typeof useExecutionErrorStore>
  /** A draft that could not be opened; its tab is left out, so that this is the chance to keep its document. */
  readonly onBroken: (name: string, error: unknown, document: WorkflowJson) => void
  /** A prompt that was being submitted when the page was left: nobody knows whether the server has it. */
  readonly onUnsettled: (promptId: PromptId) => void
}

/** What a session kept, read and not brought back yet. */
export interface KeptSession {
  /** In the order of the tabs. */
  readonly workflows: readonly KeptWorkflow[]
  readonly activeId: WorkflowId | null
  readonly prompts: readonly PromptRow[]
}

interface KeptWorkflow {
  readonly record: WorkflowRecord
  readonly results: ResultRecord | undefined
}

/** Reads all that a session kept; changes nothing, so that it can be done while the page is being put together. */
export async function readSession(
  database: SessionDatabase,
  sessionId: ClientId
): Promise<KeptSession> {
  const [session, prompts] = await Promise.all([
    database.get('sessions', sessionId),
    database.getAllFromIndex('prompts', 'createdAt')
  ])
  const read = async (id: WorkflowId): Promise<readonly KeptWorkflow[]> => {
    const [record, results] = await Promise.all([
      database.get('workflows', id),
      database.get('results', id)
    ])
    return record ? [{ record, results }] : []
  }
  return {
    workflows: (await Promise.all((session?.order ?? []).map(read))).flat(),
    activeId: session?.activeId ?? null,
    prompts: prompts.filter((row) => row.sessionId === sessionId)
  }
}

/**
 * Brings back the workflows of a session, in order, with their results [B22].
 * @param asCopy a duplicated browser tab: the workflows get ids of their own, and the other tab keeps its runs
 * @returns whether any workflow was opened
 */
export async function restoreWorkflows(
  context: RestoreContext,
  { workflows, activeId }: KeptSession,
  asCopy: boolean
): Promise<boolean> {
  for (const kept of workflows) {
    const storedId = kept.record.id
    const id = asCopy ? toWorkflowId(mintUuid()) : storedId
    if ((await restoreWorkflow(context, id, kept, asCopy)) && storedId === activeId)
      context.workflows.activate(id)
  }
  const shown = context.workflows.activeId ?? context.workflows.order[0]
  if (!shown) return false
  context.workflows.activate(shown)
  context.graphs.showGraph(shown)
  return true
}

async function restoreWorkflow(
  context: RestoreContext,
  id: WorkflowId,
  { record: { workflow, document }, results }: KeptWorkflow,
  asCopy: boolean
): Promise<boolean> {
  context.workflows.addWorkflow({ ...workflow, id })
  try {
    await context.graphs.openGraph(id, document)
  } catch (error) {
    context.workflows.removeWorkflow(id)
    context.onBroken(workflow.name, error, document)
    return false
  }
  if (!results) return true
  context.previews.restoreOutputs(id, results.outputs)
  if (!asCopy) {
    context.errors.restoreErrors(id, results.errors)
    context.execution.restoreResult(id, results.result)
  }
  return true
}

/**
 * Brings back the session's prompts: unfinished ones with their node set, so that the next `progress_state` restores
 * their bars, finished ones as rows.
 * @returns the unfinished ones' rows
 */
export async function restorePrompts(
  context: RestoreContext,
  { prompts: rows }: KeptSession
): Promise<readonly PromptRow[]> {
  const unfinished = rows.filter((row) => !isTerminal(row.status))
  for (const row of rows) if (isTerminal(row.status)) restoreFinished(context, row)
  for (const row of unfinished) await restoreUnfinished(context, row)
  return unfinished
}

function restoreFinished({ execution }: RestoreContext, row: PromptRow): void {
  const {
    promptId,
    workflowId,
    workflowName,
    status,
    createdAt,
    startedAt,
    endedAt,
    thumbnail,
    sessionId
  } = row
  if (!isTerminal(status)) return
  execution.restoreSummary({
    promptId,
    workflowId,
    workflowName,
    clientId: sessionId,
    isOwn: true,
    status,
    createdAt,
    startedAt,
    endedAt,
    thumbnail
  })
}

async function restoreUnfinished(
  { database, execution, onUnsettled }: RestoreContext,
  row: PromptRow
): Promise<void> {
  const stored = await database.get('snapshots', row.snapshotId)
  const { promptId, workflowId, workflowName, createdAt, sessionId } = row
  const prompt = execution.registerPrompt({
    promptId,
    workflowId,
    workflowName,
    clientId: sessionId,
    isOwn: true,
    createdAt,
    ...(stored && { manifest: fromSnapshotRecord(stored).manifest })
  })
  if (row.status === 'submitting') onUnsettled(promptId)
  else execution.applyTransition(promptId, 'accepted', createdAt)
  if (row.startedAt !== null) execution.applyTransition(promptId, 'started', row.startedAt)
  prompt?.applyCached(row.cached)
}
