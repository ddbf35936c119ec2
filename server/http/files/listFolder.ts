import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface ListedFile {
  /** Relative to the listed folder, with `/`. */
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
  readonly birthtimeMs: number
}

export interface ListedEntry extends ListedFile {
  readonly isFolder: boolean
}

/** @returns null when there is no such folder */
async function readFolder(folder: string): Promise<Dirent[] | null> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch {
    return null
  }
}

/**
 * Files and folders inside a folder, sorted by name. Hidden ones (`.name`) and whatever is neither file nor folder,
 * symbolic links included, are left out.
 * @returns null when there is no such folder
 */
export async function listEntries(
  folder: string,
  recurse: boolean,
  prefix = ''
): Promise<ListedEntry[] | null> {
  const entries = await readFolder(folder)
  if (!entries) return null
  const listed: ListedEntry[] = []
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const isFolder = entry.isDirectory()
    if (entry.name.startsWith('.') || !(isFolder || entry.isFile())) continue
    const info = await stat(join(folder, entry.name)).catch(() => null)
    if (!info) continue
    const path = prefix + entry.name
    const { size, mtimeMs, birthtimeMs } = info
    listed.push({ path, isFolder, size, mtimeMs, birthtimeMs })
    if (!isFolder || !recurse) continue
    listed.push(...((await listEntries(join(folder, entry.name), true, `${path}/`)) ?? []))
  }
  return listed
}

/** Only the files of `listEntries`. */
export async function listFolder(folder: string, recurse: boolean): Promise<ListedFile[] | null> {
  const entries = await listEntries(folder, recurse)
  return entries && entries.filter(({ isFolder }) => !isFolder)
}
