import type { Cancel } from '@/domain/time'

/** One frame as it came from the wire. */
export type Frame = string | ArrayBuffer

export type ConnectionPhase = 'connecting' | 'connected' | 'reconnecting' | 'offline'

/** Who hears of frames and of the connection. */
export interface TransportHandlers {
  onFrame(frame: Frame): void
  /** `connected` after every (re)connect, before the first frame of that connection. */
  onPhase(phase: ConnectionPhase): void
}

/** A source of frames: the live socket, or a recorded run. Both are used the same way. */
export interface Transport {
  /** Starts delivering frames. @returns stops it and closes the connection for good. */
  start(handlers: TransportHandlers): Cancel
  /** Drops the connection and opens another at once; for a socket found silent (protocol.md §1.4). */
  renew(): void
}
