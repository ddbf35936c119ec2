import type { WorkflowId } from '@/domain/ids'
import { toWorkflowId } from '@/domain/ids'
import { mintUuid } from '@/domain/uuid'
import type { WorkflowJson } from '@/protocol/prompt'
import type { useDialogStore } from '@/stores/dialogStore'
import type { useExecutionErrorStore } from '@/stores/executionErrorStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useImagePreviewStore } from '@/stores/imagePreviewStore'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { useWorkflowStore } from '@/stores/workflowStore'
import type { ComfyApi } from '../api/comfyApi'
import type { WorkflowGraphs } from '../ports'
import type { Runs } from '../runs/runService'
import type { WorkflowService } from '../services'
import { openFiles } from './openFiles'
import { exportApi, exportDocument, saveWorkflow } from './saveWorkflow'

export interface WorkflowContext {
  readonly api: Pick<ComfyApi, 'storeUserFile'>
  readonly graphs: WorkflowGraphs
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly errors: ReturnType<typeof useExecutionErrorStore>
  readonly previews: ReturnType<typeof useImagePreviewStore>
  readonly dialogs: Pick<ReturnType<typeof useDialogStore>, 'ask'>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly runs: Pick<Runs, 'takeSnapshot'>
  /** Hands the user a file. */
  readonly saveFile: (name: string, content: string) => void
}

export function createWorkflowService(context: WorkflowContext): WorkflowService {
  const service: WorkflowService = {
    newWorkflow: () => open(context, null, nextName(context)),
    openDocument: (document, name) => openDocument(context, document, name),
    openFiles: (files) =>
      openFiles(
        {
          notices: context.notices,
          openDocument: service.openDocument,
          placeMedia: async (file) => context.graphs.placeMedia(file)
        },
        files
      ),
    activate: (workflowId) => activate(context, workflowId),
    close: (workflowId) => close(context, service, workflowId),
    duplicate: (workflowId) => duplicate(context, workflowId),
    async rename(workflowId, name) {
      const trimmed = name.trim()
      if (trimmed) context.workflows.patchWorkflow(workflowId, { name: trimmed, isPristine: false })
    },
    save: (workflowId) => saveWorkflow(context, workflowId),
    exportDocument: async (workflowId) => exportDocument(context, workflowId),
    exportApi: (workflowId) => exportApi(context, workflowId)
  }
  return service
}

/** The results stand on the copy's nodes too; its runs are its own [B8]. */
async function duplicate(context: WorkflowContext, workflowId: WorkflowId): Promise<WorkflowId> {
  const { graphs, previews, workflows } = context
  const name = workflows.getWorkflow(workflowId)?.name ?? 'Workflow'
  const document = copyWithOwnId(graphs.serializeGraph(workflowId))
  const copy = await open(context, document, `${name} (copy)`, workflowId)
  previews.restoreOutputs(copy, { ...previews.outputsByWorkflowId[workflowId] })
  workflows.patchWorkflow(copy, { isModified: true })
  return copy
}

/**
 * Makes a tab with its live graph and brings it to the front. Nothing is left behind if the document is refused.
 * @param beside the tab to stand right of, the one in front by default
 */
async function open(
  context: WorkflowContext,
  document: WorkflowJson | null,
  name: string,
  beside: WorkflowId | null = null
): Promise<WorkflowId> {
  const id = toWorkflowId(mintUuid())
  const report = await context.graphs.openGraph(id, document)
  const { activeId, order } = context.workflows
  const neighbour = beside ?? activeId
  const index = neighbour ? order.indexOf(neighbour) + 1 : order.length
  const documentId = typeof document?.id === 'string' ? document.id : mintUuid()
  context.workflows.addWorkflow({ id, documentId, name, isPristine: document === null }, index)
  activate(context, id)
  tellReport(context, name, report)
  return id
}

/** Fills the active workflow when it is empty and untouched, else opens a tab. @throws DocumentError */
async function openDocument(
  context: WorkflowContext,
  document: unknown,
  wantedName: string | null
): Promise<WorkflowId> {
  const { workflows } = context
  const pristine = workflows.active?.isPristine ? workflows.active.id : null
  const name = wantedName ?? (pristine ? workflows.active!.name : nextName(context))
  const json = document as WorkflowJson
  if (!pristine) return open(context, json, name)
  const report = await context.graphs.openGraph(pristine, json)
  if (!workflows.getWorkflow(pristine)) {
    // Closed while the document was read.
    context.graphs.closeGraph(pristine)
    return open(context, json, name)
  }
  const documentId = typeof json.id === 'string' ? json.id : mintUuid()
  context.errors.clearWorkflow(pristine)
  workflows.patchWorkflow(pristine, { name, documentId, isPristine: false, isModified: false })
  tellReport(context, name, report)
  return pristine
}

function activate(context: WorkflowContext, workflowId: WorkflowId): void {
  if (!context.workflows.getWorkflow(workflowId)) return
  context.workflows.activate(workflowId)
  context.graphs.showGraph(workflowId)
  context.execution.applySeen(workflowId)
}

async function close(
  context: WorkflowContext,
  service: WorkflowService,
  workflowId: WorkflowId
): Promise<boolean> {
  context.graphs.settleEdits()
  const workflow = context.workflows.getWorkflow(workflowId)
  if (!workflow) return true
  if (workflow.isModified) {
    const answer = await context.dialogs.ask({
      title: `Save “${workflow.name}” before closing?`,
      message: 'It has changes that are not saved.',
      confirmLabel: 'Save',
      discardLabel: 'Don’t save',
      cancelLabel: 'Cancel'
    })
    if (answer === 'cancel') return false
    if (answer === 'confirm' && !(await service.save(workflowId))) return false
  }
  drop(context, workflowId)
  if (context.workflows.order.length === 0) await service.newWorkflow()
  return true
}

/** Takes a tab away with all that is its own. Its prompts go on: closing interrupts nothing [B39]. */
function drop(context: WorkflowContext, workflowId: WorkflowId): void {
  const { workflows, graphs } = context
  if (!workflows.getWorkflow(workflowId)) return
  const wasActive = workflows.activeId === workflowId
  workflows.removeWorkflow(workflowId)
  if (wasActive && workflows.activeId) activate(context, workflows.activeId)
  graphs.closeGraph(workflowId)
  context.previews.clearWorkflow(workflowId)
  context.errors.clearWorkflow(workflowId)
  context.execution.forgetWorkflow(workflowId)
}

function tellReport(
  { notices }: WorkflowContext,
  name: string,
  report: { readonly repairs: readonly string[]; readonly missingNodeTypes: readonly string[] }
): void {
  const { repairs, missingNodeTypes } = report
  if (repairs.length > 0) {
    notices.addNotice({
      kind: 'warning',
      title: `“${name}” was repaired`,
      detail: repairs.slice(0, 5).join('\n')
    })
  }
  if (missingNodeTypes.length > 0) {
    notices.addNotice({
      kind: 'warning',
      title: `“${name}” uses nodes this server doesn’t have`,
      detail: missingNodeTypes.slice(0, 10).join(', ')
    })
  }
}

/** A copy is a document of its own [B8]. */
function copyWithOwnId(document: WorkflowJson): WorkflowJson {
  return { ...structuredClone(document), id: mintUuid() }
}

function nextName({ workflows }: WorkflowContext): string {
  const taken = new Set(workflows.order.map((id) => workflows.getWorkflow(id)?.name))
  for (let count = 1; ; count++) {
    const name = count === 1 ? 'Unsaved Workflow' : `Unsaved Workflow (${count})`
    if (!taken.has(name)) return name
  }
}
