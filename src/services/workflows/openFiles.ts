import type { WorkflowId } from '@/domain/ids'
import type { useNoticeStore } from '@/stores/noticeStore'

/** Bytes beyond which a file is no workflow anyone made. */
const MAX_BYTES = 100 * 1024 * 1024

/** Opens JSON files one after the other; each that can't be opened is said, and harms none of the others. */
export async function openFiles(
  notices: ReturnType<typeof useNoticeStore>,
  openDocument: (document: unknown, name: string) => Promise<WorkflowId>,
  files: readonly File[]
): Promise<void> {
  for (const file of files) {
    try {
      await openDocument(await readJson(file), file.name.replace(/\.json$/i, ''))
    } catch (error) {
      notices.addNotice({
        kind: 'error',
        title: `“${file.name}” can’t be opened`,
        detail: error instanceof Error ? error.message : String(error)
      })
    }
  }
}

async function readJson(file: File): Promise<unknown> {
  if (file.size > MAX_BYTES) throw new Error('It is larger than 100 MB.')
  const text = await file.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('It is not a JSON file. Workflows are opened from JSON files.')
  }
}
