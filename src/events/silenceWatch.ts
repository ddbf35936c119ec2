import type { Cancel, Clock } from '@/domain/time'

/** ms without a frame, while prompts of ours run, after which the socket is replaced; doubles while that changes nothing. */
export const SILENCE_LIMIT = 10_000
/** The limit's own limit, ms: a model may load for minutes without a word. */
export const LONGEST_SILENCE = 300_000
/** ms between looks at the silence. */
export const SILENCE_CHECK = 2_500
/** ms without a frame after which an end that came by HTTP alone shows that the socket is dead. */
export const MISSED_END_SILENCE = 3_000
/** ms after an accepted submission within which the server must have said `status` to everybody (protocol.md §1.4). */
export const STATUS_LIMIT = 5_000
/** Renewals in a row for a missing `status` after which the server counts as one that sends none. */
export const FUTILE_RENEWALS = 2

interface WatchOptions {
  readonly clock: Clock
  /** Whether prompts of ours run, so that something should be heard. */
  readonly isExpecting: () => boolean
  /** Replaces the socket. */
  readonly renew: () => void
}

/**
 * Finds the socket that is open and dead: the server forgets a client when an older socket of it dies, and sends it
 * nothing more (protocol.md §0.1, 11) [B26].
 */
export interface SilenceWatch {
  connected(): void
  disconnected(): void
  /** @param isGreeting a frame every new connection gets, which proves nothing about the next */
  heard(isGreeting: boolean): void
  /** A prompt of ours ended without a word of the socket. */
  missedEnd(): void
  /** A `status` to everybody. */
  heardStatus(): void
  /** A submission leaves; its `status` may come before its answer. */
  submitting(): void
  /** A submission was accepted. */
  expectStatus(): void
  dispose: Cancel
}

export function createSilenceWatch({ clock, isExpecting, renew }: WatchOptions): SilenceWatch {
  const silence = createSilenceTimer({ clock, isExpecting, renew })
  const status = createStatusTimer({ clock, renew })
  return {
    connected() {
      silence.start()
      status.connected()
    },
    disconnected() {
      silence.stop()
      status.disconnected()
    },
    heard: silence.heard,
    missedEnd: silence.missedEnd,
    heardStatus: status.heard,
    submitting: status.submitting,
    expectStatus: status.expect,
    dispose() {
      silence.stop()
      status.disconnected()
    }
  }
}

function createSilenceTimer({ clock, isExpecting, renew }: WatchOptions) {
  /** From here on something should have been heard. */
  let quietSince = 0
  let heardAt = 0
  let limit = SILENCE_LIMIT
  let cancel: Cancel | null = null

  function replace(): void {
    quietSince = clock.now()
    renew()
  }
  function check(): void {
    cancel = clock.after(SILENCE_CHECK, check)
    if (!isExpecting()) {
      quietSince = clock.now()
      return
    }
    if (clock.now() - quietSince < limit) return
    limit = Math.min(LONGEST_SILENCE, limit * 2)
    replace()
  }
  return {
    start() {
      quietSince = heardAt = clock.now()
      cancel ??= clock.after(SILENCE_CHECK, check)
    },
    stop() {
      cancel?.()
      cancel = null
    },
    heard(isGreeting: boolean) {
      quietSince = heardAt = clock.now()
      if (!isGreeting) limit = SILENCE_LIMIT
    },
    missedEnd() {
      // A socket that says other things lives; its server told the end to somebody else (protocol.md §7.2).
      if (cancel && clock.now() - heardAt >= MISSED_END_SILENCE) replace()
    }
  }
}

function createStatusTimer({ clock, renew }: Pick<WatchOptions, 'clock' | 'renew'>) {
  let isConnected = false
  /** A status came since the last submission left, or may have come while nobody listened. */
  let isHeard = true
  let futile = 0
  let cancel: Cancel | null = null

  function stop(): void {
    cancel?.()
    cancel = null
  }
  return {
    connected() {
      isConnected = true
    },
    disconnected() {
      isConnected = false
      isHeard = true
      stop()
    },
    heard() {
      isHeard = true
      futile = 0
      stop()
    },
    submitting() {
      if (isConnected && !cancel) isHeard = false
    },
    expect() {
      if (isHeard || cancel || futile >= FUTILE_RENEWALS) return
      cancel = clock.after(STATUS_LIMIT, () => {
        cancel = null
        futile++
        renew()
      })
    }
  }
}
