import { isRecord } from '@/protocol/guards'
import { parseWireJson } from '@/protocol/json'
import type { Frame } from './transport'

/** First line of a recorded run. */
export interface RecordingHeader {
  readonly name: string
  readonly about: string
  /** Version of the server that was recorded. */
  readonly comfyui: string
  /** ms since the epoch */
  readonly started: number
}

/** One thing that happened, `t` ms after the start. Sockets are named by a letter. */
export type RecordingEntry = { readonly t: number } & (
  | { readonly kind: 'open'; readonly socket: string; readonly path: string }
  | { readonly kind: 'send'; readonly socket: string; readonly json: unknown }
  | { readonly kind: 'receive'; readonly socket: string; readonly frame: Frame }
  | { readonly kind: 'close'; readonly socket: string; readonly code: number }
  | {
      readonly kind: 'request'
      readonly n: number
      readonly method: string
      readonly path: string
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
      /** The socket whose client id the body carries. */
      readonly client?: string
    }
  | {
      readonly kind: 'response'
      readonly n: number
      readonly status: number
      readonly type: string
      readonly size: number
      readonly json?: unknown
      readonly text?: string
      /** The body was too long to be kept whole. */
      readonly cut?: boolean
    }
  | { readonly kind: 'note'; readonly text: string }
)

/** A saved run: its frames and requests with their times. */
export interface Recording {
  readonly header: RecordingHeader
  readonly entries: readonly RecordingEntry[]
}

/**
 * Reads a recorded run: JSON lines, of which the first is the header.
 * @throws TypeError when a line is no part of a recording, naming the line
 */
export function parseRecording(text: string): Recording {
  const [first, ...rest] = text.split('\n').filter((line) => line.trim() !== '')
  const header = parseLine(first ?? '', 1)
  if (header.kind !== 'recording') throw new TypeError('Line 1 is no header of a recording.')
  return {
    header: header as unknown as RecordingHeader,
    entries: rest.map((line, index) => toEntry(parseLine(line, index + 2), index + 2))
  }
}

function parseLine(line: string, number: number): Record<string, unknown> {
  let value: unknown = null
  try {
    value = parseWireJson(line)
  } catch {
    // Reported below, with the line's number.
  }
  if (!isRecord(value)) throw new TypeError(`Line ${number} is no JSON object.`)
  return value
}

const KINDS = new Set(['open', 'send', 'receive', 'close', 'request', 'response', 'note'])

function toEntry(line: Record<string, unknown>, number: number): RecordingEntry {
  if (typeof line.kind !== 'string' || !KINDS.has(line.kind) || typeof line.t !== 'number') {
    throw new TypeError(`Line ${number} is no entry of a recording.`)
  }
  if (line.kind !== 'receive') return line as unknown as RecordingEntry
  const { socket, t } = line as { socket: string; t: number }
  return { kind: 'receive', t, socket, frame: readFrame(line, number) }
}

function readFrame(line: Record<string, unknown>, number: number): Frame {
  if (typeof line.text === 'string') return line.text
  if (typeof line.binary === 'string') return decodeBase64(line.binary)
  if (line.json !== undefined) return JSON.stringify(line.json)
  throw new TypeError(`Line ${number} has no frame.`)
}

function decodeBase64(text: string): ArrayBuffer {
  const characters = atob(text)
  const bytes = new Uint8Array(characters.length)
  for (let index = 0; index < characters.length; index++)
    bytes[index] = characters.charCodeAt(index)
  return bytes.buffer
}
