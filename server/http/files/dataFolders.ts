import type { EngineFolders } from '../../engine/engine'

/** Folders the server reads and writes; absolute, existing. */
export interface DataFolders extends EngineFolders {
  /** Settings and user data of the one user. */
  readonly user: string
  /** The folder around it, which other users share. */
  readonly users: string
}

/** Names of the folders that hold pictures, as requests call them (`type`). */
export type FolderType = 'input' | 'output' | 'temp'

export function isFolderType(value: unknown): value is FolderType {
  return value === 'input' || value === 'output' || value === 'temp'
}

/** A file name that names its folder itself: `picture.png [input]` (protocol.md §3.7). */
export function splitAnnotatedName(name: string): { name: string; type: FolderType | null } {
  const match = /^(.+) \[(input|output|temp)\]$/.exec(name)
  const type = match?.[2]
  return match?.[1] && isFolderType(type) ? { name: match[1], type } : { name, type: null }
}
