import type { WorkflowId } from '@/domain/ids'
import { getBaseName, hashText, toSavedPath, toSavedWorkflow } from '@/domain/savedWorkflow'
import { t } from '@/i18n/translate'
import type { WorkflowContext } from './workflowService'

/** Copies beside a file that are tried. */
const MOST_COPIES = 1_000

interface Conflict {
  readonly path: string
  readonly body: string
  /** What the file holds now. */
  readonly theirs: string
}

/**
 * The file was written by somebody else since it was opened or saved here. Asks what is to become of it; neither side
 * is lost unless the user says so.
 * @returns where the document was stored; null when it was not
 */
export async function resolveConflict(
  context: WorkflowContext,
  workflowId: WorkflowId,
  conflict: Conflict
): Promise<string | null> {
  const { name } = toSavedWorkflow(conflict.path)
  const answer = await context.dialogs.ask({
    title: t('services.askConflict', { name }),
    message: t('services.askConflictMessage'),
    confirmLabel: t('services.saveCopy'),
    alternativeLabel: t('services.loadTheirs'),
    discardLabel: t('services.overwrite')
  })
  if (answer === 'confirm') return storeCopy(context, conflict)
  if (answer === 'alternative') await openTheirs(context, workflowId, conflict)
  if (answer !== 'discard') return null
  await context.api.storeUserFile(conflict.path, conflict.body, { overwrite: true })
  return conflict.path
}

/** Under the first name with a number that is free. */
async function storeCopy({ api }: WorkflowContext, { path, body }: Conflict): Promise<string> {
  const { name } = toSavedWorkflow(path)
  for (let count = 2; count < MOST_COPIES; count++) {
    const copy = toSavedPath(`${name} (${count})`)
    if ((await api.storeUserFile(copy, body, { overwrite: false })) === 'stored') return copy
  }
  throw new Error(t('services.noFreeName'))
}

/** Theirs comes in a tab of its own, which the file belongs to from now on; ours stays open beside it, unsaved. */
async function openTheirs(
  context: WorkflowContext,
  workflowId: WorkflowId,
  { path, theirs }: Conflict
): Promise<void> {
  const name = getBaseName(toSavedWorkflow(path).name)
  const opened = await open(context, theirs, name)
  if (!opened) return
  context.workflows.patchWorkflow(opened, { path, savedHash: hashText(theirs) })
  context.workflows.patchWorkflow(workflowId, {
    path: null,
    savedHash: null,
    name: t('services.mineName', { name }),
    isModified: true
  })
}

async function open(
  { notices, openDocument }: WorkflowContext,
  text: string,
  name: string
): Promise<WorkflowId | null> {
  try {
    return await openDocument(JSON.parse(text), name)
  } catch (error) {
    notices.addNotice({
      kind: 'error',
      title: t('services.cantOpen', { name }),
      detail: error instanceof Error ? error.message : String(error)
    })
    return null
  }
}
