import type Database from 'libsql'
import type { QueuedPrompt } from '../queuedPrompt'

/** A prompt that was queued when the last server ended. */
export interface LeftPrompt {
  readonly place: number
  readonly queued: QueuedPrompt
  /** When it was started, in ms since the epoch; null: it was still waiting. */
  readonly startedAt: number | null
}

/** A finished prompt without its entry. */
export interface StoredJob {
  readonly id: string
  /** Characters of its entry. */
  readonly size: number
  /** JSON. */
  readonly job: string
}

export interface StoredEntry extends StoredJob {
  /** JSON. */
  readonly entry: string
}

/** A queue's rows and history's rows in one file. Every call is done when it returns. @throws when the disk refuses */
export class PromptStore {
  readonly #database: Database.Database
  readonly #addWaiting
  readonly #start
  readonly #forget
  readonly #putEntry
  readonly #getEntry
  readonly #deleteEntry
  readonly #findEntries

  constructor(database: Database.Database) {
    this.#database = database
    this.#addWaiting = database.prepare<[string]>('INSERT INTO waiting (prompt) VALUES (?)')
    this.#start = database.prepare<[number, number]>(
      'UPDATE waiting SET started = ? WHERE place = ?'
    )
    this.#forget = database.prepare<[number]>('DELETE FROM waiting WHERE place = ?')
    // An entry of the same id keeps its place, as ComfyUI's do.
    this.#putEntry = database.prepare<[string, number, string, string]>(
      `INSERT INTO history (id, size, job, entry) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
       SET size = excluded.size, job = excluded.job, entry = excluded.entry`
    )
    this.#getEntry = database.prepare<[string]>('SELECT entry FROM history WHERE id = ?')
    this.#findEntries = database.prepare<[string]>(
      'SELECT id, size, job, entry FROM history WHERE instr(entry, ?) > 0'
    )
    this.#deleteEntry = database.prepare<[string]>('DELETE FROM history WHERE id = ?')
  }

  /** Several changes, all or none. */
  atOnce(change: () => void): void {
    this.#database.transaction(change)()
  }

  /** @returns the prompt's place, by which the queue's other calls name it */
  addWaiting(queued: QueuedPrompt): number {
    return Number(this.#addWaiting.run(JSON.stringify(queued)).lastInsertRowid)
  }

  markStarted(place: number, at: number): void {
    this.#start.run(at, place)
  }

  forget(place: number): void {
    this.#forget.run(place)
  }

  /** In the order of submission. */
  listLeft(): LeftPrompt[] {
    const rows = this.#database
      .prepare('SELECT place, started, prompt FROM waiting ORDER BY place')
      .all() as { place: number; started: number | null; prompt: string }[]
    return rows.map(({ place, started, prompt }) => ({
      place,
      startedAt: started,
      queued: JSON.parse(prompt) as QueuedPrompt
    }))
  }

  putEntry({ id, size, job, entry }: StoredEntry): void {
    this.#putEntry.run(id, size, job, entry)
  }

  /** JSON; null when there is none. */
  getEntry(id: string): string | null {
    const row = this.#getEntry.get(id) as { entry: string } | undefined
    return row?.entry ?? null
  }

  /** Those whose JSON has a text in it. */
  findEntries(text: string): StoredEntry[] {
    return this.#findEntries.all(text) as StoredEntry[]
  }

  /** Oldest first. */
  listJobs(): StoredJob[] {
    const query = 'SELECT id, size, job FROM history ORDER BY place'
    return this.#database.prepare(query).all() as StoredJob[]
  }

  deleteEntry(id: string): void {
    this.#deleteEntry.run(id)
  }

  clearEntries(): void {
    this.#database.exec('DELETE FROM history')
  }

  close(): void {
    this.#database.close()
  }
}
