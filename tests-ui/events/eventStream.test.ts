import { describe, expect, it } from 'vitest'
import { toPromptId } from '@/domain/ids'
import type { AttributedEvent } from '@/events/executionEvent'
import { createEventStream } from '@/events/eventStream'
import {
  FUTILE_RENEWALS,
  LONGEST_SILENCE,
  MISSED_END_SILENCE,
  SILENCE_CHECK,
  SILENCE_LIMIT,
  STATUS_LIMIT
} from '@/events/silenceWatch'
import type { ConnectionPhase, Frame, Transport, TransportHandlers } from '@/events/transport'
import { createManualClock } from '../harness/clock'
import { createManualScheduler } from '../harness/scheduler'
import { makePromptId } from '../builders/promptJobs'
import { makeProgressTextFrame } from '../builders/wireBinary'
import {
  PROMPT,
  makeFeatureFlagsFrame,
  makeProgressStateFrame,
  makeReplayedExecutingFrame,
  makeStartFrame,
  makeStatusFrame
} from '../builders/wireMessages'
import { makeDirectory } from './directory'

function makeStream() {
  const clock = createManualClock()
  const scheduler = createManualScheduler()
  const directory = makeDirectory()
  const heard: AttributedEvent[] = []
  const phases: ConnectionPhase[] = []
  let handlers: TransportHandlers | null = null
  let renewals = 0
  const transport: Transport = {
    start(given) {
      handlers = given
      return () => (handlers = null)
    },
    renew() {
      renewals++
      handlers?.onPhase('reconnecting')
      connect()
    }
  }
  const receive = (frame: Frame) => handlers?.onFrame(frame)
  /** As a server greets: the first status, and its flags. */
  function connect(): void {
    handlers?.onPhase('connected')
    receive(makeStatusFrame(0, 'tab'))
    receive(makeFeatureFlagsFrame())
  }
  const stream = createEventStream({
    transport,
    clock,
    scheduler,
    directory,
    subscriber: (event) => heard.push(event),
    warn: () => {},
    onPhase: (phase) => phases.push(phase)
  })
  const stop = stream.start()
  const setRunning = (isRunning: boolean) =>
    directory.set(PROMPT, { ownership: 'own', isRunning, nodes: ['3'] })
  return {
    clock,
    scheduler,
    directory,
    heard,
    phases,
    stream,
    stop,
    receive,
    connect,
    setRunning,
    getRenewals: () => renewals,
    disconnect: () => handlers?.onPhase('reconnecting')
  }
}

describe('createEventStream', () => {
  it('hands on phases, and events with the prompt they are of', () => {
    const { connect, receive, setRunning, heard, phases } = makeStream()
    setRunning(true)
    connect()
    receive(makeStartFrame())
    receive(makeProgressTextFrame('3', 'busy'))
    expect(phases).toEqual(['connected'])
    expect(heard.map((event) => event.type)).toEqual([
      'status',
      'featureFlags',
      'started',
      'progressText'
    ])
  })

  it('[B11] holds what comes before the answer, through the same door as submissions', () => {
    const { stream, connect, receive, setRunning, heard } = makeStream()
    connect()
    const settle = stream.begin()
    receive(makeStartFrame())
    expect(heard.at(-1)!.type).toBe('featureFlags')
    setRunning(false)
    stream.claim(toPromptId(PROMPT))
    settle()
    expect(heard.at(-1)!.type).toBe('started')
  })

  it('ends for good: no event, no timer, no frame', () => {
    const { stream, connect, receive, setRunning, stop, clock, scheduler, heard } = makeStream()
    setRunning(true)
    connect()
    stream.begin()
    stream.expectStatus()
    receive(makeStartFrame('stranger'))
    receive(makeProgressStateFrame({ 3: [1, 2] }))
    const count = heard.length
    stop()
    clock.advance(LONGEST_SILENCE)
    scheduler.frame()
    expect(heard).toHaveLength(count)
    expect([clock.pending, scheduler.pending]).toEqual([0, 0])
  })
})

describe('the watch over silent sockets [B26]', () => {
  const untilFound = SILENCE_LIMIT + SILENCE_CHECK

  it('[B26] replaces a socket that says nothing although prompts run', () => {
    const { clock, connect, setRunning, getRenewals } = makeStream()
    connect()
    setRunning(true)
    clock.advance(SILENCE_LIMIT - 1)
    expect(getRenewals()).toBe(0)
    clock.advance(2 * SILENCE_CHECK)
    expect(getRenewals()).toBe(1)
  })

  it('[B26] any frame counts as life', () => {
    const { clock, connect, receive, setRunning, getRenewals } = makeStream()
    connect()
    setRunning(true)
    for (let n = 0; n < 10; n++) {
      clock.advance(SILENCE_LIMIT - SILENCE_CHECK)
      receive(makeProgressStateFrame({ 3: [n, 10] }))
    }
    expect(getRenewals()).toBe(0)
  })

  it('[B26] replaces it at once when HTTP told of an end, unless it said something else meanwhile', () => {
    const { clock, connect, receive, stream, getRenewals } = makeStream()
    stream.noteMissedEnd()
    connect()
    clock.advance(MISSED_END_SILENCE - 1)
    stream.noteMissedEnd()
    expect(getRenewals()).toBe(0)
    receive(makeStatusFrame(1))
    clock.advance(MISSED_END_SILENCE - 1)
    stream.noteMissedEnd()
    expect(getRenewals()).toBe(0)
    clock.advance(1)
    stream.noteMissedEnd()
    expect(getRenewals()).toBe(1)
  })

  it('silence is no fault while nothing of ours runs, and counts from the start of what does', () => {
    const { clock, connect, setRunning, getRenewals } = makeStream()
    connect()
    clock.advance(10 * SILENCE_LIMIT)
    setRunning(true)
    clock.advance(SILENCE_LIMIT - SILENCE_CHECK)
    expect(getRenewals()).toBe(0)
    clock.advance(2 * SILENCE_CHECK)
    expect(getRenewals()).toBe(1)
  })

  it('waits longer each time while a new socket is as silent, up to a bound, until something is heard', () => {
    const { clock, connect, receive, setRunning, getRenewals } = makeStream()
    connect()
    setRunning(true)
    clock.advance(untilFound)
    expect(getRenewals()).toBe(1)
    clock.advance(untilFound)
    expect(getRenewals()).toBe(1)
    clock.advance(SILENCE_LIMIT)
    expect(getRenewals()).toBe(2)
    clock.advance(3_600_000)
    const afterAnHour = getRenewals()
    expect(afterAnHour).toBeGreaterThan(10)
    expect(afterAnHour).toBeLessThanOrEqual(2 + 3_600_000 / LONGEST_SILENCE + 3)
    receive(makeProgressStateFrame({ 3: [1, 10] }))
    clock.advance(untilFound)
    expect(getRenewals()).toBe(afterAnHour + 1)
  })

  it.each([[['3']], [['3', '4']]])(
    'the node at work, which %j running prompts are told of at each connection, is no news',
    (nodes) => {
      const { clock, connect, receive, directory, getRenewals } = makeStream()
      const prompts = nodes.map((node, index) => ({ node, promptId: makePromptId(index + 1) }))
      for (const { node, promptId } of prompts)
        directory.set(promptId, { ownership: 'own', isRunning: true, nodes: [node] })
      const reconnect = () => {
        connect()
        receive(makeReplayedExecutingFrame('3'))
      }
      reconnect()
      clock.advance(untilFound)
      reconnect()
      expect(getRenewals()).toBe(1)
      clock.advance(untilFound)
      expect(getRenewals()).toBe(1)
      clock.advance(SILENCE_LIMIT)
      expect(getRenewals()).toBe(2)
      reconnect()
      // Once a connection told something new, the same is news.
      receive(makeProgressStateFrame({ 3: [1, 10] }))
      receive(makeReplayedExecutingFrame('3'))
      clock.advance(untilFound)
      expect(getRenewals()).toBe(3)
    }
  )

  it('looks at nothing while there is no connection', () => {
    const { clock, connect, disconnect, setRunning, getRenewals } = makeStream()
    connect()
    setRunning(true)
    disconnect()
    expect(clock.pending).toBe(0)
    clock.advance(untilFound)
    expect(getRenewals()).toBe(0)
  })

  it('[B26] replaces a socket that misses the status of an accepted submission', () => {
    const { clock, connect, stream, getRenewals } = makeStream()
    connect()
    const settle = stream.begin()
    stream.expectStatus()
    settle()
    clock.advance(STATUS_LIMIT - 1)
    expect(getRenewals()).toBe(0)
    clock.advance(1)
    expect(getRenewals()).toBe(1)
    clock.advance(STATUS_LIMIT)
    expect(getRenewals()).toBe(1)
  })

  it.each(['before', 'after'])('is content with a status that comes %s the answer', (when) => {
    const { clock, connect, receive, stream, getRenewals } = makeStream()
    connect()
    const settle = stream.begin()
    if (when === 'before') receive(makeStatusFrame(1))
    stream.expectStatus()
    settle()
    if (when === 'after') receive(makeStatusFrame(1))
    clock.advance(10 * STATUS_LIMIT)
    expect(getRenewals()).toBe(0)
  })

  it('the greeting of a connection is no answer to a submission', () => {
    const { clock, connect, receive, stream, getRenewals } = makeStream()
    connect()
    stream.begin()
    receive(makeStatusFrame(1, 'tab'))
    stream.expectStatus()
    clock.advance(STATUS_LIMIT)
    expect(getRenewals()).toBe(1)
  })

  it('asks nothing of a submission that a reconnect came between', () => {
    const { clock, connect, disconnect, stream, getRenewals } = makeStream()
    connect()
    stream.begin()
    disconnect()
    connect()
    stream.expectStatus()
    clock.advance(10 * STATUS_LIMIT)
    expect(getRenewals()).toBe(0)
  })

  it('stops asking servers that never tell, until they do', () => {
    const { clock, connect, receive, stream, getRenewals } = makeStream()
    connect()
    const submit = () => {
      const settle = stream.begin()
      stream.expectStatus()
      settle()
      clock.advance(2 * STATUS_LIMIT)
    }
    for (let n = 0; n < 10; n++) submit()
    expect(getRenewals()).toBe(FUTILE_RENEWALS)
    receive(makeStatusFrame(1))
    submit()
    expect(getRenewals()).toBe(FUTILE_RENEWALS + 1)
  })
})
