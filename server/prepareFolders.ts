import { mkdir, mkdtemp, readdir, realpath, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DataFolders } from './http/files/dataFolders'
import { StartError } from './startError'

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
  ENOENT: 'it cannot be made'
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error))
}

/** Not `mkdir` with `recursive`: that never comes back from a place such as /proc, where nothing can be made. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return
    const parent = dirname(path)
    const isParentMissing = code === 'ENOENT' && !(await stat(parent).catch(() => null))
    if (!isParentMissing || parent === path) throw error
    await makeFolder(parent)
    await mkdir(path)
  }
}

/** Makes a folder if need be, and proves that it can be written to. @returns its real path */
async function prepareFolder(path: string): Promise<string> {
  try {
    await makeFolder(path)
    await rmdir(await mkdtemp(join(path, '.probe-')))
    return await realpath(path)
  } catch (error) {
    throw new StartError(`Cannot write to the folder ${path}: ${explain(error)}.`)
  }
}

/** @throws {StartError} when one of them can't be made or written to */
export async function prepareDataFolders(data: string): Promise<DataFolders> {
  return {
    input: await prepareFolder(join(data, 'input')),
    output: await prepareFolder(join(data, 'output')),
    temp: await prepareFolder(join(data, 'temp')),
    users: await prepareFolder(join(data, 'user')),
    user: await prepareFolder(join(data, 'user', 'default'))
  }
}

/** Throws away what earlier starts left: temporary pictures don't outlive the server (protocol.md §6.2). */
export async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** @throws {StartError} when the folder holds no page */
export async function checkFrontEndRoot(folder: string): Promise<string> {
  const index = await stat(join(folder, 'index.html')).catch(() => null)
  if (!index?.isFile())
    throw new StartError(`There is no front end in ${folder}: index.html is missing.`)
  return realpath(folder)
}
