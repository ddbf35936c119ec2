import type { WorkflowId } from '@/domain/ids'
import { t } from '@/i18n/translate'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { useNoticeStore } from '@/stores/noticeStore'

/** Bytes beyond which a JSON file is no workflow anyone made. */
const MAX_BYTES = 100 * 1024 * 1024

/** What opening needs of the app around it. */
export interface OpenContext {
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly openDocument: (document: unknown, name: string) => Promise<WorkflowId>
  readonly getDefinitions: () => ObjectInfoWire
  /** Names of embeddings that the server knows. */
  readonly listEmbeddings: () => Promise<readonly string[]>
  /**
   * Loads a picture, sound or video in a node of the workflow in front, a new one where it needs its own.
   * @returns false when no node takes it
   * @throws Error in words for people for a picture that the server's loader doesn't read
   */
  readonly placeMedia: (file: File, needsOwn: boolean) => Promise<boolean>
}

/**
 * Opens files one after the other: JSON, and whatever carries a workflow, a prompt, or the parameters of A1111, which
 * become a graph. A picture without any becomes a node that loads it. Each that can't be opened is said, and harms none of the others.
 */
export async function openFiles(context: OpenContext, files: readonly File[]): Promise<void> {
  for (const [index, file] of files.entries()) {
    try {
      // The first of several may be for the node that is selected, the others are not.
      await openFile(context, file, index > 0)
    } catch (error) {
      context.notices.addNotice({
        kind: 'error',
        title: t('services.cantOpen', { name: file.name }),
        detail: error instanceof Error ? error.message : String(error)
      })
    }
  }
}

async function openFile(context: OpenContext, file: File, needsOwn: boolean): Promise<void> {
  const name = file.name.replace(/\.[a-z0-9]{2,11}$/i, '')
  const document = await readDocument(context, file)
  if (document !== null) await context.openDocument(document, name)
  else await place(context, file, needsOwn)
}

/** @throws Error in words for people when no node takes the file */
async function place({ placeMedia }: OpenContext, file: File, needsOwn: boolean): Promise<void> {
  const reason = await placeMedia(file, needsOwn).then(
    (isPlaced) => (isPlaced ? null : ''),
    (error: unknown) => ` ${error instanceof Error ? error.message : String(error)}`
  )
  if (reason !== null) throw new Error(t('services.holdsNoWorkflow') + reason)
}

/** @returns null for a file that may carry a workflow and doesn't */
async function readDocument(context: OpenContext, file: File): Promise<unknown> {
  // Most sessions open JSON only; what reads the other formats is fetched when it is wanted.
  const { readWorkflowFile } = await import('../files/readWorkflowFile')
  const content = await readWorkflowFile(file)
  if (content === null) return isMedia(file) ? null : readJson(file)
  const { parameters, prompt, workflow } = content
  return workflow ?? prompt ?? (parameters === null ? null : buildFromA1111(context, parameters))
}

/** Pictures, sounds and videos of kinds that carry nothing. */
function isMedia({ type }: File): boolean {
  return /^(image|audio|video)\//.test(type)
}

/** @returns null for parameters of another kind */
async function buildFromA1111(context: OpenContext, text: string): Promise<unknown> {
  const [{ readParameters }, { makePrompt }] = await Promise.all([
    import('../files/a1111/readParameters'),
    import('../files/a1111/makePrompt')
  ])
  const parameters = readParameters(text)
  if (!parameters) return null
  // Without the server's list the prompts stay as they were written.
  const embeddings = await context.listEmbeddings().catch(() => [])
  return makePrompt(parameters, context.getDefinitions(), embeddings)
}

async function readJson(file: File): Promise<unknown> {
  if (file.size > MAX_BYTES) throw new Error(t('services.tooLargeFile', { size: 100 }))
  const text = await file.text()
  const { parseJson } = await import('../files/parseJson')
  try {
    return parseJson(text)
  } catch {
    throw new Error(t('services.unknownFile'))
  }
}
