import type { Cancel, Clock, FrameScheduler } from '@/domain/time'
import { decodeBinaryFrame } from '@/protocol/decodeBinaryFrame'
import { decodeTextFrame } from '@/protocol/decodeTextFrame'
import type { FeatureFlags } from '@/protocol/featureFlags'
import type { MalformedFrame } from '@/protocol/messages'
import { createAttribution } from './attribution'
import type { Deliver, Warn } from './eventFifo'
import { createEventFifo } from './eventFifo'
import type { PromptDirectory } from './executionEvent'
import { normaliseMessage } from './normalise'
import type { OwnershipGate, Pass } from './ownershipGate'
import { createOwnershipGate } from './ownershipGate'
import { ProgressCoalescer, isEnd } from './progressCoalescer'
import { createSnapshotPeek, isRawSnapshot } from './rawSnapshot'
import { SnapshotReader } from './snapshotReader'
import type { Frame } from './transport'

/** What the pipeline needs of the world outside. */
export interface PipelineOptions {
  readonly directory: PromptDirectory
  readonly clock: Clock
  readonly scheduler: FrameScheduler
  /** The only one who hears events, in order. */
  readonly subscriber: Deliver
  /** Told once of each kind of malformed frame, and of each type of event that the subscriber fails on. */
  readonly warn: Warn
}

/**
 * From frames to events: decode, normalise, attribute, decide whose it is, coalesce, deliver. Snapshots are read last,
 * since most are replaced before their turn comes. Never throws.
 */
export interface EventPipeline extends Pick<OwnershipGate, 'begin' | 'claim'> {
  /** @returns the message's type, also of one that is dropped */
  receive(frame: Frame): string
  /** A new connection: what the server said about itself on the last one is forgotten. */
  reset(): void
  /** Forgets what waits and takes back all timers. */
  dispose: Cancel
}

export function createEventPipeline(options: PipelineOptions): EventPipeline {
  const { clock, directory, scheduler } = options
  const warnOnce = createFrameWarning(options.warn)
  const deliver = createEventFifo(options.subscriber, options.warn)
  const coalescer = new ProgressCoalescer({
    clock,
    scheduler,
    deliver: createReader(deliver, warnOnce)
  })
  const gate = createOwnershipGate({
    clock,
    directory,
    deliver: (event, ownership) => coalescer.push(event, ownership)
  })
  const attribution = createAttribution(directory)
  const peekSnapshot = createSnapshotPeek()
  let serverFlags: FeatureFlags = {}

  return {
    receive(frame) {
      const snapshot = typeof frame === 'string' && peekSnapshot(frame)
      if (snapshot) {
        gate.pass(snapshot)
        return snapshot.type
      }
      const message =
        typeof frame === 'string'
          ? decodeTextFrame(frame)
          : decodeBinaryFrame(new Uint8Array(frame), serverFlags)
      if (message.type === 'malformed') {
        warnOnce(message)
        return message.type
      }
      if (message.type === 'feature_flags') serverFlags = message.data
      const event = normaliseMessage(message)
      const attributed = event && attribution.attribute(event)
      if (attributed) gate.pass(attributed)
      return message.type
    },
    begin: gate.begin,
    claim: gate.claim,
    reset() {
      serverFlags = {}
    },
    dispose() {
      gate.dispose()
      coalescer.dispose()
    }
  }
}

/** Reads snapshots whose turn has come. */
function createReader(deliver: Deliver, warn: (frame: MalformedFrame) => void): Pass {
  const reader = new SnapshotReader()
  return (event, ownership) => {
    if (event.promptId !== null && isEnd(event)) reader.forget(event.promptId)
    const read = isRawSnapshot(event) ? reader.read(event) : event
    if (read.type === 'malformed') warn(read)
    else deliver(read, ownership)
  }
}

function createFrameWarning(warn: Warn): (frame: MalformedFrame) => void {
  const told = new Set<string>()
  return ({ kind, reason }) => {
    if (told.has(kind)) return
    told.add(kind)
    warn(`Dropped a malformed frame (${kind}): ${reason}. More of the kind go untold.`)
  }
}
