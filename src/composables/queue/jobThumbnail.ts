import type { OutputFile } from '@/domain/nodeOutput'
import { chooseThumbnail } from '@/domain/nodeOutput'
import type { PreviewImage } from '@/events/executionEvent'
import type { ListedPrompt } from './listedPrompt'

/** What stands for a job in a list: its live preview, one of its files, or nothing yet. */
export type JobThumbnail =
  | { readonly kind: 'preview'; readonly image: PreviewImage }
  | { readonly kind: 'file'; readonly file: OutputFile }

/** The live preview while it runs, then a result. */
export function getThumbnail({ source, status }: ListedPrompt): JobThumbnail | null {
  if (source.kind === 'state') {
    const image = status === 'running' ? source.prompt.preview : null
    if (image) return { kind: 'preview', image }
    return asFile(chooseThumbnail(Object.values(source.prompt.outputs)))
  }
  if (source.kind === 'summary') return asFile(source.summary.thumbnail)
  if (source.kind === 'sibling') {
    const { preview, thumbnail } = source.sibling
    return preview ? { kind: 'preview', image: preview } : asFile(thumbnail)
  }
  return source.kind === 'server' ? asFile(source.job.thumbnail) : null
}

function asFile(file: OutputFile | null): JobThumbnail | null {
  return file && { kind: 'file', file }
}
