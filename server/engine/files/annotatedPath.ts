import { stat } from 'node:fs/promises'
import type { EngineFolders } from '../engine'
import { confinePath } from './confine'

const ANNOTATION = / \[(input|output|temp)\]$/

/** `name [output]` -> the name and the folder it names; without annotation the input folder. */
function parseAnnotation(value: string): { name: string; type: keyof EngineFolders } {
  const type = ANNOTATION.exec(value)?.[1] as keyof EngineFolders | undefined
  return { name: value.replace(ANNOTATION, ''), type: type ?? 'input' }
}

/** The file an image input names. @returns null when there is none, or it is outside of its folder */
export async function findAnnotatedFile(
  folders: EngineFolders,
  value: unknown
): Promise<string | null> {
  if (typeof value !== 'string' || value === '') return null
  const { name, type } = parseAnnotation(value)
  const path = await confinePath(folders[type], name)
  if (path === null) return null
  try {
    return (await stat(path)).isFile() ? path : null
  } catch {
    return null
  }
}
