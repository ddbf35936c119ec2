import type { WorkflowId } from '@/domain/ids'
import { cleanBaseName } from '@/domain/savedWorkflow'
import { t } from '@/i18n/translate'
import type { WorkflowContext } from './workflowService'

/** Hands the document to the user as a file, under a name the user may choose. */
export async function exportDocument(
  context: WorkflowContext,
  workflowId: WorkflowId
): Promise<void> {
  const name = await chooseName(context, getName(context, workflowId))
  if (name !== null) downloadDocument(context, workflowId, name)
}

/** The same with the prompt in API format. */
export async function exportApi(context: WorkflowContext, workflowId: WorkflowId): Promise<void> {
  const snapshot = await context.runs.takeSnapshot(workflowId)
  if (!snapshot) return
  const name = await chooseName(context, `${getName(context, workflowId)} (API)`)
  if (name !== null) context.saveFile(toFileName(name), JSON.stringify(snapshot.output, null, 2))
}

/** Hands the document to the user as a file, and asks nothing. */
export function downloadDocument(
  context: WorkflowContext,
  workflowId: WorkflowId,
  name = getName(context, workflowId)
): void {
  const document = context.graphs.serializeGraph(workflowId)
  context.saveFile(toFileName(name), JSON.stringify(document, null, 2))
}

function getName({ workflows }: WorkflowContext, workflowId: WorkflowId): string {
  return workflows.getWorkflow(workflowId)?.name ?? 'workflow'
}

/** @returns null when the user changed their mind */
async function chooseName(
  { dialogs, settings }: WorkflowContext,
  name: string
): Promise<string | null> {
  if (settings.getSetting('Comfy.PromptFilename') !== true) return name
  const chosen = await dialogs.askText({
    title: t('services.askFileName'),
    message: '',
    confirmLabel: t('services.export'),
    label: t('services.fileName'),
    value: toFileName(name)
  })
  return chosen === null ? null : chosen.replace(/\.json$/i, '')
}

function toFileName(name: string): string {
  return `${cleanBaseName(name) || 'workflow'}.json`
}
