/** What the server's log holds, as it wrote it: a line, several, or a part of one. */
export interface LogPiece {
  /** ISO time as the server wrote it. */
  readonly time: string
  readonly message: string
}

/** One line of the server's log. */
export interface LogLine {
  /** Grows from line to line. */
  readonly id: number
  /** Of what came last of it. */
  readonly time: string
  readonly text: string
  readonly level: 'error' | 'warning' | 'plain'
}

/** Colours and movements of a terminal. */
// eslint-disable-next-line no-control-regex -- the escape character is what begins them
const ESCAPES = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007]*\u0007/g
const ERROR = /^\s*(?:\[?(?:error|critical)\b|!!! |traceback \(most|\w*(?:Error|Exception): )/i
const WARNING = /^\s*(?:\[?warn(?:ing)?\b|\w*Warning: )/i

/** Makes lines of what the server wrote. A carriage return begins a line anew, as progress bars do. */
export class LogLines {
  readonly #max: number
  #lines: readonly LogLine[] = []
  /** The last line has no end yet. */
  #isOpen = false
  #serial = 0

  /** @param max lines that are kept, the latest */
  constructor(max: number) {
    this.#max = max
  }

  /** Oldest first; another list after each change. */
  get lines(): readonly LogLine[] {
    return this.#lines
  }

  add(pieces: readonly LogPiece[]): void {
    const lines = [...this.#lines]
    for (const { time, message } of pieces) {
      const parts = message.replace(ESCAPES, '').split('\n')
      for (const [place, part] of parts.entries()) {
        if (part !== '' || place < parts.length - 1) this.#write(lines, time, part)
        if (place < parts.length - 1) this.#isOpen = false
      }
    }
    this.#lines = lines.slice(-this.#max)
  }

  clear(): void {
    this.#lines = []
    this.#isOpen = false
  }

  #write(lines: LogLine[], time: string, part: string): void {
    const last = this.#isOpen ? lines.pop() : undefined
    const written = (last?.text ?? '') + part
    // The return may stand before the new text or, waiting for it, after the old.
    const ended = written.replace(/\r+$/, '')
    const text = ended.slice(ended.lastIndexOf('\r') + 1) + (written === ended ? '' : '\r')
    const id = last?.id ?? ++this.#serial
    lines.push({ id, time, text, level: readLevel(text) })
    this.#isOpen = true
  }
}

function readLevel(text: string): LogLine['level'] {
  if (ERROR.test(text)) return 'error'
  return WARNING.test(text) ? 'warning' : 'plain'
}
