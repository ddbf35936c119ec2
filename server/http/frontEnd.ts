import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { confinePath } from './files/confinedPath'
import { type Reply, replyFile } from './reply'

/** A built front end in a folder: ours, or what `--front-end-root` names. */
export class FrontEnd {
  readonly #root: string

  /** @param root absolute path of a folder with an index.html */
  constructor(root: string) {
    this.#root = root
  }

  /**
   * The file at a still encoded path; `/` and `/api/` are the page itself (protocol.md §3.1). There is no fallback
   * to the page: what isn't there is not found.
   */
  async getFile(path: string): Promise<Reply | null> {
    const name = path === '/' || path === '/api/' ? 'index.html' : decode(path.slice(1))
    if (name === null || name === '' || name.endsWith('/')) return null
    const confined = await confinePath(this.#root, name)
    return confined.ok ? replyFile(confined.path, { compressible: true }) : null
  }

  /** Addresses of all scripts in its `extensions` folder (protocol.md §3.6). */
  async getExtensionUrls(): Promise<string[]> {
    const folder = join(this.#root, 'extensions')
    let entries: Dirent[]
    try {
      entries = await readdir(folder, { recursive: true, withFileTypes: true })
    } catch {
      return []
    }
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
      .map((entry) => relative(this.#root, join(entry.parentPath, entry.name)))
      .map((path) => `/${path.split(sep).join('/')}`)
      .toSorted()
  }
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
