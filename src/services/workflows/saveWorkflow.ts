import type { WorkflowId } from '@/domain/ids'
import type { WorkflowContext } from './workflowService'

const FOLDER = 'workflows'

/**
 * Saves to the server's user data. A name that is taken by another file is asked about; a server that keeps no user
 * data gets the file handed to the user instead.
 * @returns whether it was saved
 */
export async function saveWorkflow(
  context: WorkflowContext,
  workflowId: WorkflowId
): Promise<boolean> {
  const workflow = context.workflows.getWorkflow(workflowId)
  if (!workflow) return false
  const path = `${FOLDER}/${toFileName(workflow.name)}`
  const body = JSON.stringify(context.graphs.serializeGraph(workflowId))
  const isModified = context.workflows.getWorkflow(workflowId)?.isModified === true
  // From here on edits are edits of what is saved, also while the server is at it.
  context.workflows.patchWorkflow(workflowId, { isModified: false })
  try {
    const overwrite = workflow.path === path
    const done = await context.api.storeUserFile(path, body, { overwrite })
    if (done === 'exists' && !(await overwriteIfWanted(context, path, body))) {
      if (isModified) context.workflows.patchWorkflow(workflowId, { isModified })
      return false
    }
  } catch (error) {
    return saveAsFile(context, workflowId, error)
  }
  context.workflows.patchWorkflow(workflowId, { path, isPristine: false })
  return true
}

async function overwriteIfWanted(
  context: WorkflowContext,
  path: string,
  body: string
): Promise<boolean> {
  const answer = await context.dialogs.ask({
    title: 'Replace the saved workflow?',
    message: `“${path}” exists already. Replacing it can’t be undone.`,
    confirmLabel: 'Replace',
    cancelLabel: 'Cancel',
    isDestructive: true
  })
  if (answer !== 'confirm') return false
  await context.api.storeUserFile(path, body, { overwrite: true })
  return true
}

function saveAsFile(context: WorkflowContext, workflowId: WorkflowId, error: unknown): boolean {
  exportDocument(context, workflowId)
  context.notices.addNotice({
    kind: 'warning',
    title: 'Saved as a download instead',
    detail: `The server could not store it: ${error instanceof Error ? error.message : String(error)}`
  })
  context.workflows.patchWorkflow(workflowId, { isModified: false, isPristine: false })
  return true
}

/** Hands the document to the user as a file. */
export function exportDocument(context: WorkflowContext, workflowId: WorkflowId): void {
  const name = context.workflows.getWorkflow(workflowId)?.name ?? 'workflow'
  const document = context.graphs.serializeGraph(workflowId)
  context.saveFile(toFileName(name), JSON.stringify(document, null, 2))
}

/** Hands the prompt in API format to the user as a file. */
export async function exportApi(context: WorkflowContext, workflowId: WorkflowId): Promise<void> {
  const name = context.workflows.getWorkflow(workflowId)?.name ?? 'workflow'
  const snapshot = await context.runs.takeSnapshot(workflowId)
  if (snapshot)
    context.saveFile(toFileName(`${name} (API)`), JSON.stringify(snapshot.output, null, 2))
}

/** A name every file system takes. */
function toFileName(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what must go
  const safe = name.replace(/[<>:"/\\|?*%\u0000-\u001f]/g, '_').trim() || 'workflow'
  return safe.toLowerCase().endsWith('.json') ? safe : `${safe}.json`
}
