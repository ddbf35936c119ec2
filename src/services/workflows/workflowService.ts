import type { WorkflowId } from '@/domain/ids'
import { toWorkflowId } from '@/domain/ids'
import { mintUuid } from '@/domain/uuid'
import { t } from '@/i18n/translate'
import type { WorkflowJson } from '@/protocol/prompt'
import type { useDialogStore } from '@/stores/dialogStore'
import type { useExecutionErrorStore } from '@/stores/executionErrorStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useImagePreviewStore } from '@/stores/imagePreviewStore'
import type { useNodeDefStore } from '@/stores/nodeDefStore'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { useSettingStore } from '@/stores/settingStore'
import type { useWorkflowStore } from '@/stores/workflowStore'
import type { ComfyApi } from '../api/comfyApi'
import type { WorkflowGraphs } from '../ports'
import type { Runs } from '../runs/runService'
import type { WorkflowService } from '../services'
import { openFiles } from './openFiles'
import { exportApi, exportDocument } from './exportWorkflow'
import { saveByItself, saveWorkflow, saveWorkflowAs } from './saveWorkflow'
import { openSaved, renameWorkflow } from './savedFile'
import { nextName } from './unsavedName'

/** What the service is made of. */
export interface WorkflowOutside {
  readonly api: Pick<
    ComfyApi,
    'getUserFile' | 'storeUserFile' | 'moveUserFile' | 'listEmbeddings' | 'readAddress'
  >
  readonly graphs: WorkflowGraphs
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly errors: ReturnType<typeof useExecutionErrorStore>
  readonly previews: ReturnType<typeof useImagePreviewStore>
  readonly dialogs: Pick<ReturnType<typeof useDialogStore>, 'ask' | 'askText'>
  readonly nodeDefs: Pick<ReturnType<typeof useNodeDefStore>, 'definitions'>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly settings: Pick<ReturnType<typeof useSettingStore>, 'getSetting'>
  readonly runs: Pick<Runs, 'takeSnapshot'>
  /** Hands the user a file. */
  readonly saveFile: (name: string, content: string) => void
}

/** The same, with what the parts of the service need of each other. */
export interface WorkflowContext
  extends WorkflowOutside, Pick<WorkflowService, 'openDocument' | 'activate'> {}

export function createWorkflowService(outside: WorkflowOutside): WorkflowService {
  const context: WorkflowContext = {
    ...outside,
    openDocument: (document, name) => openDocument(context, document, name),
    activate: (workflowId) => activate(context, workflowId)
  }
  const service: WorkflowService = {
    newWorkflow: () => open(context, null, nextName(listNames(context))),
    openDocument: context.openDocument,
    openFiles: (files) =>
      openFiles(
        {
          notices: context.notices,
          openDocument: service.openDocument,
          getDefinitions: () => context.nodeDefs.definitions,
          listEmbeddings: () => context.api.listEmbeddings(),
          placeMedia: async (file, needsOwn) => context.graphs.placeMedia(file, needsOwn)
        },
        files
      ),
    async openAddress(address) {
      const { openAddress } = await import('./openAddress')
      await openAddress(context, address, service.openFiles)
    },
    openSaved: (path) => openSaved(context, path),
    activate: context.activate,
    close: (workflowId) => close(context, service, workflowId),
    duplicate: (workflowId) => duplicate(context, workflowId),
    rename: (workflowId, name) => renameWorkflow(context, workflowId, name),
    save: (workflowId) => saveWorkflow(context, workflowId),
    saveByItself: (workflowId) => saveByItself(context, workflowId),
    saveAs: (workflowId) => saveWorkflowAs(context, workflowId),
    exportDocument: (workflowId) => exportDocument(context, workflowId),
    exportApi: (workflowId) => exportApi(context, workflowId)
  }
  return service
}

/** The results stand on the copy's nodes too; its runs are its own [B8]. */
async function duplicate(context: WorkflowContext, workflowId: WorkflowId): Promise<WorkflowId> {
  const { graphs, previews, workflows } = context
  const name = workflows.getWorkflow(workflowId)?.name ?? t('tabs.workflow')
  const document = copyWithOwnId(graphs.serializeGraph(workflowId))
  const copy = await open(context, document, t('services.copyName', { name }), workflowId)
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
  const name = wantedName ?? (pristine ? workflows.active!.name : nextName(listNames(context)))
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
      title: t('services.askSave', { name: workflow.name }),
      message: t('services.askSaveMessage'),
      confirmLabel: t('common.save'),
      discardLabel: t('services.dontSave')
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
  { repairs }: { readonly repairs: readonly string[] }
): void {
  if (repairs.length > 0) {
    notices.addNotice({
      kind: 'warning',
      title: t('services.repaired', { name }),
      detail: repairs.slice(0, 5).join('\n')
    })
  }
}

/** A copy is a document of its own [B8]. */
function copyWithOwnId(document: WorkflowJson): WorkflowJson {
  return { ...structuredClone(document), id: mintUuid() }
}

function listNames({ workflows }: WorkflowContext): ReadonlySet<string | undefined> {
  return new Set(workflows.order.map((id) => workflows.getWorkflow(id)?.name))
}
