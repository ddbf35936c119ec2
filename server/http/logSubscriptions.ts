import type { LogBuffer, LogEntryWire } from './logBuffer'

export interface TerminalSize {
  readonly cols: number
  readonly rows: number
}

export function getTerminalSize(): TerminalSize {
  return { cols: process.stdout.columns ?? 80, rows: process.stdout.rows ?? 24 }
}

/** How long lines are collected before they are sent, in ms. */
const BATCH_MS = 50

/** Tells whether the client is there. */
type Send = (clientId: string, type: 'logs', data: Readonly<Record<string, unknown>>) => boolean

/** Sends new log lines to the clients that asked for them, several lines a message. */
export class LogSubscriptions {
  readonly #send: Send
  /** Client ids, with the terminal size each was told last. */
  readonly #subscribers = new Map<string, string>()
  readonly #stop: () => void
  #entries: LogEntryWire[] = []
  #timer: NodeJS.Timeout | null = null

  constructor(buffer: LogBuffer, send: Send) {
    this.#send = send
    this.#stop = buffer.listen((entry) => this.#collect(entry))
  }

  set(clientId: string, enabled: boolean): void {
    if (!enabled) this.#subscribers.delete(clientId)
    else if (!this.#subscribers.has(clientId)) this.#subscribers.set(clientId, '')
  }

  /** A client is gone. */
  drop(clientId: string): void {
    this.#subscribers.delete(clientId)
  }

  /** Sends what was collected. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const entries = this.#entries.splice(0)
    if (entries.length === 0) return
    const size = getTerminalSize()
    const sizeText = `${size.cols}x${size.rows}`
    for (const [clientId, told] of this.#subscribers) {
      const isThere = this.#send(clientId, 'logs', {
        entries,
        size: told === sizeText ? null : size
      })
      // Anybody can subscribe under any name: those that are no client must not pile up.
      if (isThere) this.#subscribers.set(clientId, sizeText)
      else this.#subscribers.delete(clientId)
    }
  }

  close(): void {
    this.#stop()
    if (this.#timer) clearTimeout(this.#timer)
    this.#subscribers.clear()
  }

  #collect(entry: LogEntryWire): void {
    if (this.#subscribers.size === 0) return
    this.#entries.push(entry)
    this.#timer ??= setTimeout(() => this.flush(), BATCH_MS).unref()
  }
}
