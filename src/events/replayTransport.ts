import type { Cancel, Clock } from '@/domain/time'
import type { Recording, RecordingEntry } from './recording'
import type { Transport, TransportHandlers } from './transport'

export interface ReplayOptions {
  readonly recording: Recording
  readonly clock: Clock
  /** How many times as fast as recorded; `Infinity` delivers all at once. */
  readonly speed?: number
  /** The client whose socket is replayed: its letter, later connections of it (`A2`) included. */
  readonly socket?: string
}

type SocketEntry = Extract<RecordingEntry, { kind: 'open' | 'receive' | 'close' }>

/** A recorded run as a source of frames, for tests and for looking at a run again. */
export function createReplayTransport(options: ReplayOptions): Transport {
  return {
    start: (handlers) => replay(options, handlers),
    // A recorded run has no other connection to offer.
    renew() {}
  }
}

function replay(
  { recording, clock, speed = 1, socket = 'A' }: ReplayOptions,
  handlers: TransportHandlers
): Cancel {
  const entries = recording.entries.filter((entry) => isOf(entry, socket))
  const startedAt = clock.now()
  const getDueAt = (entry: SocketEntry) => startedAt + entry.t / speed
  let next = 0

  function deliverDue(): void {
    for (let entry = entries[next]; entry; entry = entries[next]) {
      const wait = getDueAt(entry) - clock.now()
      if (wait > 0) {
        cancel = clock.after(wait, deliverDue)
        return
      }
      next++
      deliver(entry, handlers)
    }
  }
  handlers.onPhase('connecting')
  let cancel = clock.after(0, deliverDue)
  return () => {
    next = entries.length
    cancel()
  }
}

function isOf(entry: RecordingEntry, socket: string): entry is SocketEntry {
  if (entry.kind !== 'open' && entry.kind !== 'receive' && entry.kind !== 'close') return false
  return entry.socket.replace(/\d+$/, '') === socket
}

function deliver(entry: SocketEntry, handlers: TransportHandlers): void {
  if (entry.kind === 'open') handlers.onPhase('connected')
  else if (entry.kind === 'receive') handlers.onFrame(entry.frame)
  else handlers.onPhase('reconnecting')
}
