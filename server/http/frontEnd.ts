import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { confinePath } from './files/confinedPath'
import { type Reply, replyFile } from './reply'
import { getPageHeaders } from './securityHeaders'

/** A folder that is served besides the front end, and before it. */
export interface StaticMount {
  /** Starts and ends with a slash: `/templates/`. */
  readonly prefix: string
  /** Absolute. */
  readonly folder: string
}

const EXTENSIONS = '/extensions/'

/** A built front end in a folder: ours, or what `--front-end-root` names, with what else lies at fixed addresses. */
export class FrontEnd {
  readonly #root: string
  readonly #mounts: readonly StaticMount[]
  readonly #hasPolicy: boolean

  /**
   * @param root absolute path of a folder with an index.html
   * @param hasPolicy do pages get a content security policy?
   */
  constructor(root: string, mounts: readonly StaticMount[] = [], hasPolicy = true) {
    this.#hasPolicy = hasPolicy
    this.#root = root
    this.#mounts = mounts
  }

  /**
   * The file at a still encoded path; `/` and `/api/` are the page itself (protocol.md §3.1). There is no fallback
   * to the page: what isn't there is not found.
   */
  async getFile(path: string): Promise<Reply | null> {
    const name = path === '/' || path === '/api/' ? '/index.html' : decode(path)
    if (name === null || name.endsWith('/')) return null
    for (const { prefix, folder } of this.#mounts) {
      const confined = name.startsWith(prefix)
        ? await confinePath(folder, name.slice(prefix.length))
        : null
      if (confined?.ok && (await isFile(confined.path))) return this.#reply(confined.path)
    }
    const confined = await confinePath(this.#root, name.slice(1))
    return confined.ok ? this.#reply(confined.path) : null
  }

  #reply(path: string): Reply {
    return replyFile(path, { compressible: true, headers: getPageHeaders(path, this.#hasPolicy) })
  }

  /**
   * Addresses of all scripts of node packs, and of those in the front end's own `extensions` folder
   * (protocol.md §3.6).
   */
  async getExtensionUrls(): Promise<string[]> {
    const mounted = this.#mounts.filter(({ prefix }) => prefix.startsWith(EXTENSIONS))
    const own = { prefix: EXTENSIONS, folder: join(this.#root, 'extensions') }
    const lists = await Promise.all([...mounted, own].map(listScripts))
    return [...new Set(lists.flat())]
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true
}

async function listScripts({ prefix, folder }: StaticMount): Promise<string[]> {
  let entries: Dirent[]
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true })
  } catch {
    return []
  }
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .map((path) => encodePath(prefix + path.split(sep).join('/')))
    .toSorted()
}

const encodePath = (path: string) => path.split('/').map(encodeURIComponent).join('/')

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
