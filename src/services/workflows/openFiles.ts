import type { WorkflowId } from '@/domain/ids'
import type { useNoticeStore } from '@/stores/noticeStore'

/** Bytes beyond which a JSON file is no workflow anyone made. */
const MAX_BYTES = 100 * 1024 * 1024

/** What opening needs of the app around it. */
export interface OpenContext {
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly openDocument: (document: unknown, name: string) => Promise<WorkflowId>
  /** Loads a picture, sound or video in a node of the workflow in front. @returns false when no node takes it */
  readonly placeMedia: (file: File) => Promise<boolean>
}

/**
 * Opens files one after the other: JSON, and whatever carries a workflow. A picture without one becomes a node that
 * loads it. Each that can't be opened is said, and harms none of the others.
 */
export async function openFiles(context: OpenContext, files: readonly File[]): Promise<void> {
  for (const file of files) {
    try {
      await openFile(context, file)
    } catch (error) {
      context.notices.addNotice({
        kind: 'error',
        title: `“${file.name}” can’t be opened`,
        detail: error instanceof Error ? error.message : String(error)
      })
    }
  }
}

async function openFile({ openDocument, placeMedia }: OpenContext, file: File): Promise<void> {
  const name = file.name.replace(/\.[a-z0-9]{2,11}$/i, '')
  const document = await readDocument(file)
  if (document !== null) await openDocument(document, name)
  else if (!(await placeMedia(file))) throw new Error('It holds no workflow.')
}

/** @returns null for a file that may carry a workflow and doesn't */
async function readDocument(file: File): Promise<unknown> {
  // Most sessions open JSON only; what reads the other formats is fetched when it is wanted.
  const { readWorkflowFile } = await import('../files/readWorkflowFile')
  const content = await readWorkflowFile(file)
  return content === null ? readJson(file) : (content.workflow ?? content.prompt)
}

async function readJson(file: File): Promise<unknown> {
  if (file.size > MAX_BYTES) throw new Error('It is larger than 100 MB.')
  const text = await file.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('It is no JSON file, and of no kind that carries a workflow.')
  }
}
