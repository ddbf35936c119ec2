import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Recording, RecordingEntry } from '@/events/recording'
import { parseRecording } from '@/events/recording'
import { createReplayTransport } from '@/events/replayTransport'
import type { Frame, TransportHandlers } from '@/events/transport'
import { createManualClock } from './clock'

const FOLDER = join(import.meta.dirname, '../fixtures/recordings')

/** Names of all recorded runs of a real server. */
export function listRecordings(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => file.replace('.jsonl', ''))
}

/** A recorded run by its name: `success-images`. */
export function loadRecording(name: string): Recording {
  return parseRecording(readFileSync(join(FOLDER, `${name}.jsonl`), 'utf8'))
}

/** A data file beside the recordings: `object_info.json`, `workflows/text.json`. */
export function loadFixture(path: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, path), 'utf8'))
}

/** Frames one client received, in order. */
export function listFrames(recording: Recording, socket = 'A'): Frame[] {
  return recording.entries.flatMap((entry) =>
    entry.kind === 'receive' && entry.socket === socket ? [entry.frame] : []
  )
}

/** A request of a recording with its answer. */
export interface Exchange {
  readonly request: Extract<RecordingEntry, { kind: 'request' }>
  readonly response: Extract<RecordingEntry, { kind: 'response' }>
}

/** Requests and their answers, in order of the requests. */
export function listExchanges(recording: Recording): Exchange[] {
  const responses = new Map(
    recording.entries.flatMap((entry) => (entry.kind === 'response' ? [[entry.n, entry]] : []))
  )
  return recording.entries.flatMap((entry) => {
    const response = entry.kind === 'request' && responses.get(entry.n)
    return response ? [{ request: entry, response }] : []
  })
}

/** Ids of the prompts that a client of a recording submitted, in order. */
export function listSubmittedPrompts(recording: Recording, socket = 'A'): string[] {
  return listExchanges(recording).flatMap(({ request, response }) => {
    const { prompt_id } = (response.json ?? {}) as { prompt_id?: string }
    const isSubmission = request.method === 'POST' && request.path === '/api/prompt'
    return isSubmission && request.client === socket && prompt_id ? [prompt_id] : []
  })
}

/** Plays one client's frames into handlers, all at once. */
export function replayAtOnce(
  recording: Recording,
  handlers: Partial<TransportHandlers>,
  socket = 'A'
): void {
  const clock = createManualClock()
  const transport = createReplayTransport({ recording, clock, speed: Infinity, socket })
  const stop = transport.start({ onFrame: () => {}, onPhase: () => {}, ...handlers })
  clock.runDue()
  stop()
}
