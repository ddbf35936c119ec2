import { join } from 'node:path'
import { refuse } from '../httpProblem'
import { confinePath } from './confinedPath'
import { type DataFolders, isFolderType, splitAnnotatedName } from './dataFolders'

/** How a request names a stored file. */
export interface StoredFileReference {
  /** May name its folder itself: `picture.png [input]`. Any folder in front of it is dropped. */
  readonly filename: string
  /** `output` unless said. */
  readonly type: unknown
  readonly subfolder: string
}

/**
 * Where the file lies that a request names (protocol.md §3.7); it need not exist.
 * @throws {HttpProblem} 400 for a bad name or type, 403 for a folder outside
 */
export async function locateStoredFile(
  folders: DataFolders,
  { filename, type: wanted, subfolder }: StoredFileReference
): Promise<string> {
  const { name, type: annotated } = splitAnnotatedName(filename)
  const type = annotated ?? wanted ?? 'output'
  if (!isFolderType(type) || name === '' || name.startsWith('/') || name.includes('..')) {
    throw refuse(400)
  }
  const base = name.slice(name.lastIndexOf('/') + 1)
  // By itself too: a name after `..` could lead back in.
  await confine(folders[type], subfolder)
  return confine(folders[type], join(subfolder, base))
}

async function confine(folder: string, path: string): Promise<string> {
  const confined = await confinePath(folder, path)
  if (confined.ok) return confined.path
  throw refuse(confined.refusal === 'outside' ? 403 : 400)
}
