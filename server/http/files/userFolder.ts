import { rm, stat } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { refuse, refuseWithText } from '../httpProblem'
import { confinePath, isWritableName } from './confinedPath'
import { type ListedFile, listFolder } from './listFolder'
import { placeFile, writeFileWhole } from './placeFile'

/** Times in ms since the epoch (protocol.md §3.8). */
export interface FileInfoWire {
  readonly path: string
  readonly size: number
  readonly modified: number
  readonly created: number
}

function toFileInfo(file: ListedFile): FileInfoWire {
  const { path, size, mtimeMs, birthtimeMs } = file
  return { path, size, modified: Math.trunc(mtimeMs), created: Math.trunc(birthtimeMs) }
}

/**
 * The user's own files. Names are relative to the folder; whatever leads out of it is refused with 403, an impossible
 * name with 400.
 */
export class UserFolder {
  readonly #root: string

  /** @param root absolute, without symbolic links */
  constructor(root: string) {
    this.#root = root
  }

  /** @throws {HttpProblem} 404 when there is no such file */
  async find(name: string): Promise<string> {
    const path = await this.#confine(name)
    const found = await stat(path).catch(() => null)
    if (!found?.isFile()) throw refuse(404)
    return path
  }

  /** @param name of a file that exists */
  async getInfo(name: string): Promise<FileInfoWire> {
    const path = await this.find(name)
    return toFileInfo({ ...pickTimes(await stat(path)), path: this.#toName(path) })
  }

  /** @throws {HttpProblem} 404 when there is no such folder */
  async list(folder: string, recurse: boolean): Promise<readonly FileInfoWire[]> {
    const confined = await confinePath(this.#root, folder)
    if (!confined.ok && confined.refusal === 'invalid') throw refuse(400)
    if (!confined.ok) throw refuseWithText(403, 'Invalid directory')
    const files = await listFolder(confined.path, recurse)
    if (files) return files.map(toFileInfo)
    // A file has nothing in it; ComfyUI only refuses what isn't there at all.
    if (await stat(confined.path).catch(() => null)) return []
    throw refuseWithText(404, 'Directory not found')
  }

  /** @returns the name under which it lies now. @throws {HttpProblem} 409 when it exists and `overwrite` is off */
  async write(name: string, bytes: Uint8Array, overwrite: boolean): Promise<string> {
    const path = await this.#confineTarget(name)
    if (!(await writeFileWhole(path, bytes, overwrite))) {
      throw refuseWithText(409, 'File already exists')
    }
    return this.#toName(path)
  }

  async remove(name: string): Promise<void> {
    await rm(await this.find(name))
  }

  /** @returns the name under which it lies now. @throws {HttpProblem} 404, 409 */
  async move(name: string, newName: string, overwrite: boolean): Promise<string> {
    const source = await this.find(name)
    const target = await this.#confineTarget(newName)
    if (source !== target && !(await placeFile(source, target, overwrite))) {
      throw refuseWithText(409, 'File already exists')
    }
    return this.#toName(target)
  }

  #toName(path: string): string {
    return relative(this.#root, path).split(sep).join('/')
  }

  async #confine(name: string): Promise<string> {
    const confined = await confinePath(this.#root, name)
    if (confined.ok) return confined.path
    throw refuse(confined.refusal === 'outside' ? 403 : 400)
  }

  async #confineTarget(name: string): Promise<string> {
    const path = await this.#confine(name)
    if (!isWritableName(name)) throw refuse(400)
    const existing = await stat(path).catch(() => null)
    if (existing && !existing.isFile()) throw refuse(400)
    return path
  }
}

function pickTimes({ size, mtimeMs, birthtimeMs }: Omit<ListedFile, 'path'>) {
  return { size, mtimeMs, birthtimeMs }
}
