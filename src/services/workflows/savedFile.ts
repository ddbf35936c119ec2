import type { WorkflowId } from '@/domain/ids'
import {
  cleanBaseName,
  getBaseName,
  getFolder,
  hashText,
  toSavedPath,
  toSavedWorkflow
} from '@/domain/savedWorkflow'
import { t } from '@/i18n/translate'
import { ApiError } from '../api/comfyApi'
import type { WorkflowContext } from './workflowService'

/** Opens a saved workflow: its tab comes to the front, else it gets one. @throws when the server has it no more */
export async function openSaved(
  { api, activate, openDocument, workflows }: WorkflowContext,
  path: string
): Promise<void> {
  const openId = workflows.order.find((id) => workflows.getWorkflow(id)?.path === path)
  if (openId) {
    activate(openId)
    return
  }
  const text = await api.getUserFile(path)
  if (text === null) throw new Error(t('saved.gone'))
  const id = await openDocument(JSON.parse(text), getBaseName(toSavedWorkflow(path).name))
  workflows.patchWorkflow(id, { path, savedHash: hashText(text) })
}

/** Gives a workflow another name; the file it is saved in is renamed too, unless that name is taken. */
export async function renameWorkflow(
  context: WorkflowContext,
  workflowId: WorkflowId,
  wanted: string
): Promise<void> {
  const name = wanted.trim()
  const path = context.workflows.getWorkflow(workflowId)?.path
  if (!name || path === undefined) return
  const renamed = path && (await renameFile(context, path, name))
  if (renamed === false) return
  context.workflows.patchWorkflow(workflowId, { name, path: renamed, isPristine: false })
  if (path !== null && renamed === null)
    context.workflows.patchWorkflow(workflowId, { savedHash: null, isModified: true })
}

/** @returns the new path; null when the file has gone, false when the name is taken */
async function renameFile(
  { api, notices }: WorkflowContext,
  path: string,
  name: string
): Promise<string | null | false> {
  const folder = getFolder(toSavedWorkflow(path).name)
  const target = toSavedPath(`${folder}${cleanBaseName(name) || 'workflow'}`)
  if (target === path) return path
  try {
    if ((await api.moveUserFile(path, target)) === 'moved') return target
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null
    throw error
  }
  notices.addNotice({ kind: 'warning', title: t('saved.exists', { name }) })
  return false
}
