import type { PromptId } from '@/domain/ids'
import type { Cancel } from '@/domain/time'
import type { PipelineOptions } from './eventPipeline'
import { createEventPipeline } from './eventPipeline'
import { createSilenceWatch } from './silenceWatch'
import type { ConnectionPhase, Transport } from './transport'

export interface EventStreamOptions extends PipelineOptions {
  readonly transport: Transport
  /** Hears of the connection; `connected` comes before the first event of each connection. */
  readonly onPhase: (phase: ConnectionPhase) => void
}

/** The stream as services use it. */
export interface EventStream {
  /** Connects and delivers. @returns ends it for good: no event and no timer is left */
  start(): Cancel
  /** A `POST /prompt` is about to leave: frames of unknown prompts may be its own. @returns call when it is settled */
  begin(): Cancel
  /** The directory knows this prompt now: frames held for it are delivered. */
  claim(promptId: PromptId): void
  /** The server accepted a prompt, so a `status` must have come or come soon, else the socket is replaced. */
  expectStatus(): void
  /** HTTP told of an end that never came by the socket; one that was silent meanwhile is replaced [B26]. */
  noteMissedEnd(): void
}

/** All the server says, from a transport through the pipeline to one subscriber, with a watch over silent sockets. */
export function createEventStream(options: EventStreamOptions): EventStream {
  const { clock, directory, onPhase, subscriber, transport } = options
  const watch = createSilenceWatch({
    clock,
    isExpecting: () => directory.listRunningOwn().length > 0,
    renew: () => transport.renew()
  })
  let isGreeting = false
  /** Nothing but greetings was heard of this connection. */
  let isFresh = true
  const pipeline = createEventPipeline({
    ...options,
    subscriber(event, ownership) {
      // The first status of a connection and the reply to our flags say nothing about later frames.
      if (event.type === 'featureFlags' || (event.type === 'status' && event.sid)) isGreeting = true
      else if (event.type === 'status') watch.heardStatus()
      subscriber(event, ownership)
    }
  })
  return {
    start() {
      const stop = transport.start({
        onFrame(frame) {
          isGreeting = false
          const type = pipeline.receive(frame)
          // The node at work is told again to whoever connects, whether or not more can follow (protocol.md §1.4).
          isGreeting ||= isFresh && type === 'executing'
          isFresh &&= isGreeting
          watch.heard(isGreeting)
        },
        onPhase(phase) {
          if (phase === 'connected') {
            pipeline.reset()
            isFresh = true
            watch.connected()
          } else watch.disconnected()
          onPhase(phase)
        }
      })
      return () => {
        stop()
        watch.dispose()
        pipeline.dispose()
      }
    },
    begin() {
      watch.submitting()
      return pipeline.begin()
    },
    claim: pipeline.claim,
    expectStatus: watch.expectStatus,
    noteMissedEnd: watch.missedEnd
  }
}
