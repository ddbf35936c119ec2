import { formatLogText, type LogLine } from '../base/log'

/** A line as clients get it (protocol.md §1.5, §3.9). */
export interface LogEntryWire {
  /** Local time, ISO without zone. */
  readonly t: string
  /** The line with its end. */
  readonly m: string
}

const MAX_ENTRIES = 1000

/** ISO with microseconds as Python writes it; the last three digits are beyond our clock. */
function formatLocalTime(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * 60_000
  return `${new Date(at - offset).toISOString().slice(0, -1)}000`
}

/** The latest log lines, for `/internal/logs` and its subscribers. */
export class LogBuffer {
  readonly #entries: LogEntryWire[] = []
  readonly #listeners = new Set<(entry: LogEntryWire) => void>()

  /** Oldest first. */
  get entries(): readonly LogEntryWire[] {
    return this.#entries
  }

  readonly add = (line: LogLine): void => {
    const entry = {
      t: formatLocalTime(line.at),
      m: `[${line.level.toUpperCase()}] ${formatLogText(line)}\n`
    }
    this.#entries.push(entry)
    if (this.#entries.length > MAX_ENTRIES) this.#entries.shift()
    for (const listener of this.#listeners) listener(entry)
  }

  /** @returns a function that ends it */
  listen(listener: (entry: LogEntryWire) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
