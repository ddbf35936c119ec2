import type { NodeOutput, OutputFile } from '@/domain/nodeOutput'
import { isOutputFile } from '@/domain/nodeOutput'

/** Kinds of results that browsers show as pictures. */
const KINDS = ['images', 'gifs', 'a_images', 'b_images'] as const

const PICTURE = /\.(?:png|jpe?g|webp|gif|avif|bmp|svg)$/i

/** Files of a result that a node can show as pictures. */
export function listPictures(output: NodeOutput | undefined): OutputFile[] {
  if (!output) return []
  return KINDS.flatMap((kind) => {
    const files = output[kind]
    return Array.isArray(files) ? files.filter(isOutputFile) : []
  }).filter(({ filename }) => PICTURE.test(filename))
}

/**
 * The file an upload widget names: `folder/name.png [input]`, the folder and the mark being optional.
 * @param fallback the folder kind when the value has no mark
 */
export function readFileValue(value: unknown, fallback = 'input'): OutputFile | null {
  if (typeof value !== 'string' || value === '') return null
  const [, path = value, type = fallback] =
    /^(.*?)(?: \[(input|output|temp)\])?$/s.exec(value) ?? []
  const slash = path.lastIndexOf('/')
  const filename = path.slice(slash + 1)
  if (filename === '' || !PICTURE.test(filename)) return null
  return { filename, subfolder: path.slice(0, Math.max(0, slash)), type }
}
