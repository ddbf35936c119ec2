import type { NodeOutput, OutputFile } from '@/domain/nodeOutput'
import { getOutputFiles } from '@/domain/nodeOutput'
import type { PreviewImage } from '@/events/executionEvent'
import type { ListedPrompt } from './listedPrompt'

/** What stands for a job in a list: its live preview, one of its files, or nothing yet. */
export type JobThumbnail =
  | { readonly kind: 'preview'; readonly image: PreviewImage }
  | { readonly kind: 'file'; readonly file: OutputFile }

const PICTURE = /\.(png|jpe?g|webp|gif|avif|bmp|svg)$/i

/** By the name: browsers show such files as `<img>`. */
export function isPicture(file: OutputFile): boolean {
  return PICTURE.test(file.filename)
}

/** The file to show of a job's outputs: a saved picture, else any picture, else any file. */
function chooseFile(outputs: Iterable<NodeOutput>): OutputFile | null {
  const files = [...outputs].flatMap((output) => getOutputFiles(output)).map(({ file }) => file)
  const pictures = files.filter(isPicture)
  return pictures.find((file) => file.type === 'output') ?? pictures[0] ?? files[0] ?? null
}

/** The live preview while it runs, then a result. */
export function getThumbnail({ source, status }: ListedPrompt): JobThumbnail | null {
  if (source.kind === 'state') {
    const image = status === 'running' ? source.prompt.preview : null
    if (image) return { kind: 'preview', image }
    return asFile(chooseFile(Object.values(source.prompt.outputs)))
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
