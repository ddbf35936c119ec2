import { randomUUID } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { readJsonRecord } from '../files/jsonFile'
import { writeFileWhole } from '../files/placeFile'

/** Who uses a server without `--multi-user`. */
const ONLY_USER = 'default'
const FILE = 'users.json'

/** What ComfyUI calls a user: readable, and unlike any other. */
function createUserId(name: string): string {
  return `${name.replace(/[^a-zA-Z0-9_-]+/g, '-')}_${randomUUID()}`
}

/** The server's users and their folders (protocol.md §3.1, §3.8). */
export class Users {
  readonly #root: string
  readonly isMulti: boolean
  #last: Promise<unknown> = Promise.resolve()

  /** @param root absolute; each user has a folder in it */
  constructor(root: string, isMulti: boolean) {
    this.#root = root
    this.isMulti = isMulti
  }

  /** Names by id. */
  async list(): Promise<Record<string, unknown>> {
    if (!this.isMulti) return { [ONLY_USER]: ONLY_USER, ...(await this.#read()) }
    return this.#read()
  }

  /** @returns the new user's id; null when the name is empty or taken */
  add(name: string): Promise<string | null> {
    const added = this.#last.then(() => this.#add(name.trim()))
    this.#last = added.catch(() => undefined)
    return added
  }

  /**
   * The folder of whoever asks: the user named by `Comfy-User`, with `--multi-user`.
   * @returns null when there is no such user
   */
  async findFolder({ headers }: IncomingMessage): Promise<string | null> {
    const user = (this.isMulti ? headers['comfy-user']?.toString() : null) ?? ONLY_USER
    if (this.isMulti && !Object.hasOwn(await this.#read(), user)) return null
    const folder = join(this.#root, user)
    await mkdir(folder, { recursive: true })
    return folder
  }

  /** Has the only user settings or data already? */
  async hasData(): Promise<boolean> {
    return (await readdir(join(this.#root, ONLY_USER)).catch(() => [])).length > 0
  }

  #read(): Promise<Record<string, unknown>> {
    return readJsonRecord(join(this.#root, FILE))
  }

  async #add(name: string): Promise<string | null> {
    const users = await this.list()
    if (name === '' || Object.values(users).includes(name)) return null
    const id = createUserId(name)
    const changed = { ...users, [id]: name }
    await writeFileWhole(join(this.#root, FILE), JSON.stringify(changed))
    return id
  }
}
