import { getMediaKind } from '@/composables/viewer/viewerItem'
import type { OutputFile } from '@/domain/nodeOutput'

/**
 * The file an upload widget names: `folder/name.png [input]`, the folder and the mark being optional.
 * @param fallback the folder kind when the value has no mark
 * @returns null for what no node can show
 */
export function readFileValue(value: unknown, fallback = 'input'): OutputFile | null {
  if (typeof value !== 'string' || value === '') return null
  const [, path = value, type = fallback] =
    /^(.*?)(?: \[(input|output|temp)\])?$/s.exec(value) ?? []
  const slash = path.lastIndexOf('/')
  const filename = path.slice(slash + 1)
  if (filename === '' || getMediaKind({ file: { filename } }) === 'other') return null
  return { filename, subfolder: path.slice(0, Math.max(0, slash)), type }
}
