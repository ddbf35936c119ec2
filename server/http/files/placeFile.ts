import { randomUUID } from 'node:crypto'
import { constants, copyFile, link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

function getCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (getCode(error) === 'EEXIST') throw error
    // No hard links here, or another disk.
    await copyFile(from, to, constants.COPYFILE_EXCL)
  }
  await rm(from)
}

async function renameOrCopy(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (getCode(error) !== 'EXDEV') throw error
    await copyFile(from, to)
    await rm(from)
  }
}

/**
 * Moves a file to its place, whole or not at all.
 * @returns false when there is a file already and `overwrite` is off; nothing has changed then
 */
export async function placeFile(from: string, to: string, overwrite: boolean): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true })
  if (overwrite) {
    await renameOrCopy(from, to)
    return true
  }
  try {
    await linkOrCopy(from, to)
    return true
  } catch (error) {
    if (getCode(error) === 'EEXIST') return false
    throw error
  }
}

/**
 * Writes a file, whole or not at all.
 * @returns false when there is one already and `overwrite` is off
 */
export async function writeFileWhole(
  path: string,
  bytes: Uint8Array | string,
  overwrite = true
): Promise<boolean> {
  // Hidden, so that no listing shows it meanwhile.
  const beside = join(dirname(path), `.${randomUUID()}.part`)
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(beside, bytes)
    return await placeFile(beside, path, overwrite)
  } finally {
    await rm(beside, { force: true })
  }
}
