import type { WorkflowId } from '@/domain/ids'
import {
  cleanBaseName,
  cleanName,
  getBaseName,
  hashText,
  toSavedPath,
  toSavedWorkflow
} from '@/domain/savedWorkflow'
import { t } from '@/i18n/translate'
import { downloadDocument } from './exportWorkflow'
import { resolveConflict } from './saveConflict'
import { isUnnamed } from './unsavedName'
import type { WorkflowContext } from './workflowService'

/** Where a document went; null: nowhere, the user kept it back. */
type StoredAt = string | null

/**
 * Saves to the server's user data: to the file it came from, else under its name, which is asked for where it has none of
 * its own. A name that is taken by another file
 * is asked about, and so is a file that was changed by somebody else; a server that keeps no user data gets the file
 * handed to the user instead.
 * @returns whether it was saved
 */
export async function saveWorkflow(
  context: WorkflowContext,
  workflowId: WorkflowId
): Promise<boolean> {
  const workflow = context.workflows.getWorkflow(workflowId)
  if (!workflow) return false
  const { path } = workflow
  // Nobody looks for what they made under a name that says it is unsaved.
  if (path === null && isUnnamed(workflow.name)) return saveWorkflowAs(context, workflowId)
  if (path !== null)
    return save(context, workflowId, (body) => storeOwn(context, workflowId, path, body))
  const wanted = toSavedPath(cleanBaseName(workflow.name) || 'workflow')
  return save(context, workflowId, (body) => storeNew(context, wanted, body))
}

/**
 * Saves to its own file without anybody having asked for it: a gesture under way goes on, and nothing is handed to the user
 * where the server does not store it. A file that was changed by somebody else is asked about all the same.
 * @returns whether it was saved. @throws when the server could not store it
 */
export async function saveByItself(
  context: WorkflowContext,
  workflowId: WorkflowId
): Promise<boolean> {
  const path = context.workflows.getWorkflow(workflowId)?.path
  if (!path) return false
  return store(context, workflowId, (body) => storeOwn(context, workflowId, path, body))
}

/** Asks for a name, and saves under it from now on; the file it came from stays. @returns whether it was saved */
export async function saveWorkflowAs(
  context: WorkflowContext,
  workflowId: WorkflowId
): Promise<boolean> {
  const workflow = context.workflows.getWorkflow(workflowId)
  if (!workflow) return false
  const { path, name } = workflow
  const answer = await context.dialogs.askText({
    title: t('services.askName'),
    message: t('services.askNameMessage'),
    confirmLabel: t('common.save'),
    label: t('tabs.nameField'),
    value: path === null ? name : toSavedWorkflow(path).name
  })
  const wanted = answer === null ? '' : cleanName(answer)
  if (wanted === '') return false
  const target = toSavedPath(wanted)
  if (target === path) return saveWorkflow(context, workflowId)
  return save(context, workflowId, (body) => storeNew(context, target, body))
}

async function save(
  context: WorkflowContext,
  workflowId: WorkflowId,
  write: (body: string) => Promise<StoredAt>
): Promise<boolean> {
  // What is being typed belongs to it.
  context.graphs.settleEdits()
  try {
    return await store(context, workflowId, write)
  } catch (error) {
    return saveAsFile(context, workflowId, error)
  }
}

async function store(
  context: WorkflowContext,
  workflowId: WorkflowId,
  write: (body: string) => Promise<StoredAt>
): Promise<boolean> {
  const { graphs, workflows } = context
  const saving = graphs.prepareSave(workflowId)
  const body = JSON.stringify(saving.document)
  const path = await write(body)
  if (path === null) return false
  if (!workflows.getWorkflow(workflowId)) return true
  const name = getBaseName(toSavedWorkflow(path).name)
  workflows.patchWorkflow(workflowId, {
    path,
    savedHash: hashText(body),
    isPristine: false,
    // Edits made while the server was at it are edits of what is saved.
    isModified: !saving.markSaved(),
    // A name with signs that no file has stays as it was written.
    ...(cleanBaseName(workflows.getWorkflow(workflowId)?.name ?? '') !== name && { name })
  })
  return true
}

/** Writes the file that the workflow came from, unless another has written it since. */
async function storeOwn(
  context: WorkflowContext,
  workflowId: WorkflowId,
  path: string,
  body: string
): Promise<StoredAt> {
  const known = context.workflows.getWorkflow(workflowId)?.savedHash ?? null
  const theirs = await context.api.getUserFile(path)
  const isChanged =
    theirs !== null && theirs !== body && known !== null && hashText(theirs) !== known
  if (isChanged) return resolveConflict(context, workflowId, { path, body, theirs })
  await context.api.storeUserFile(path, body, { overwrite: true })
  return path
}

async function storeNew(context: WorkflowContext, path: string, body: string): Promise<StoredAt> {
  const done = await context.api.storeUserFile(path, body, { overwrite: false })
  if (done === 'stored') return path
  const answer = await context.dialogs.ask({
    title: t('services.askReplace'),
    message: t('services.askReplaceMessage', { path }),
    confirmLabel: t('services.replace'),
    isDestructive: true
  })
  if (answer !== 'confirm') return null
  await context.api.storeUserFile(path, body, { overwrite: true })
  return path
}

function saveAsFile(context: WorkflowContext, workflowId: WorkflowId, error: unknown): boolean {
  downloadDocument(context, workflowId)
  context.notices.addNotice({
    kind: 'warning',
    title: t('services.savedAsDownload'),
    detail: t('services.savedAsDownloadDetail', {
      detail: error instanceof Error ? error.message : String(error)
    })
  })
  context.workflows.patchWorkflow(workflowId, { isModified: false, isPristine: false })
  return true
}
