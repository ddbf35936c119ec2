import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { toPromptId } from '@/domain/ids'
import type { AttributedEvent, Ownership } from '@/events/executionEvent'
import { createEventPipeline } from '@/events/eventPipeline'
import type { Frame } from '@/events/transport'
import { createManualClock } from '../harness/clock'
import { listFrames, listRecordings, loadRecording } from '../harness/recording'
import { createManualScheduler, runFrames } from '../harness/scheduler'
import {
  makePreviewFrame,
  makePreviewWithMetadataFrame,
  makeProgressTextFrame
} from '../builders/wireBinary'
import {
  OTHER_PROMPT,
  PROMPT,
  makeCachedFrame,
  makeDrainedFrame,
  makeErrorFrame,
  makeExecutedFrame,
  makeExecutingFrame,
  makeFeatureFlagsFrame,
  makeFrame,
  makeInterruptedFrame,
  makeProgressFrame,
  makeProgressStateFrame,
  makeStartFrame,
  makeStatusFrame,
  makeSuccessFrame
} from '../builders/wireMessages'
import { makeDirectory } from './directory'

interface PipelineKnobs {
  readonly prompts?: Parameters<typeof makeDirectory>[0]
  readonly onEvent?: (event: AttributedEvent) => void
}

function makePipeline({ prompts = {}, onEvent }: PipelineKnobs = {}) {
  const clock = createManualClock()
  const scheduler = createManualScheduler()
  const directory = makeDirectory(prompts)
  const heard: { event: AttributedEvent; ownership: Ownership }[] = []
  const warnings: string[] = []
  const pipeline = createEventPipeline({
    clock,
    scheduler,
    directory,
    subscriber(event, ownership) {
      heard.push({ event, ownership })
      onEvent?.(event)
    },
    warn: (message) => warnings.push(message)
  })
  const getTypes = () => heard.map(({ event }) => event.type)
  const settle = () => runFrames(clock, scheduler, 300)
  return { clock, scheduler, directory, pipeline, heard, warnings, getTypes, settle }
}

const own = { ownership: 'own', isRunning: true, nodes: ['3', '9'] } as const

describe('createEventPipeline', () => {
  it('delivers a whole run in order, progress coalesced', () => {
    const { pipeline, getTypes, heard } = makePipeline({ prompts: { [PROMPT]: own } })
    const frames: Frame[] = [
      makeStatusFrame(1),
      makeStartFrame(),
      makeCachedFrame([]),
      makeProgressStateFrame({ 3: [0, 20] }),
      makeExecutingFrame(),
      makeProgressStateFrame({ 3: [1, 20] }),
      makePreviewWithMetadataFrame(),
      makeProgressFrame({ value: 1 }),
      makeProgressStateFrame({ 3: [2, 20] }),
      makePreviewWithMetadataFrame(),
      makeProgressFrame({ value: 2 }),
      makeProgressTextFrame('3', 'busy'),
      makeExecutedFrame(),
      makeSuccessFrame(),
      makeStatusFrame(0),
      makeDrainedFrame()
    ]
    for (const frame of frames) pipeline.receive(frame)
    expect(getTypes()).toEqual([
      'status',
      'started',
      'cached',
      'progressState',
      'executing',
      'progressState',
      'preview',
      'progress',
      'progressText',
      'executed',
      'succeeded',
      'status',
      'drained'
    ])
    expect(heard.every(({ ownership }) => ownership === 'own')).toBe(true)
  })

  it('[B11] a run that comes before the answer to its submission is delivered once it is claimed', () => {
    const { pipeline, directory, heard, settle } = makePipeline()
    const end = pipeline.begin()
    pipeline.receive(makeStartFrame())
    pipeline.receive(makeExecutingFrame())
    pipeline.receive(makeProgressFrame())
    pipeline.receive(makeExecutedFrame())
    pipeline.receive(makeSuccessFrame())
    pipeline.receive(makeSuccessFrame())
    settle()
    expect(heard).toEqual([])
    directory.set(PROMPT, own)
    pipeline.claim(toPromptId(PROMPT))
    end()
    expect(heard.map(({ event, ownership }) => `${event.type} ${ownership}`)).toEqual([
      'started own',
      'executing own',
      'progress own',
      'executed own',
      'succeeded own',
      'succeeded own'
    ])
  })

  it('[B32] reads prefixed progress text only while the server’s flags allow it', () => {
    const { pipeline, heard } = makePipeline({
      prompts: { [PROMPT]: own, [OTHER_PROMPT]: own }
    })
    const frame = makeProgressTextFrame('3', 'busy', OTHER_PROMPT)
    pipeline.receive(frame)
    expect(heard).toEqual([])
    pipeline.receive(makeFeatureFlagsFrame({ supports_progress_text_metadata: true }))
    pipeline.receive(frame)
    expect(heard.at(-1)!.event).toMatchObject({ type: 'progressText', promptId: OTHER_PROMPT })
    pipeline.reset()
    pipeline.receive(frame)
    expect(heard).toHaveLength(2)
  })

  it('[B32] drops malformed frames with one warning of each kind', () => {
    const { pipeline, heard, warnings } = makePipeline()
    for (let n = 0; n < 3; n++) {
      pipeline.receive('no json')
      pipeline.receive(makeFrame('progress', {}))
      pipeline.receive(makeFrame('progress', { value: 1, max: 'x' }))
      pipeline.receive(new ArrayBuffer(2))
      pipeline.receive(makeProgressTextFrame(''))
    }
    expect(heard).toEqual([])
    expect(warnings).toHaveLength(4)
    expect(warnings.join()).toMatch(/text.*progress.*binary.*progress text/)
  })

  it('[B32] drops a malformed snapshot when its turn comes, and tells of it', () => {
    const { pipeline, heard, warnings, settle } = makePipeline({ prompts: { [PROMPT]: own } })
    pipeline.receive(makeFrame('progress_state', { prompt_id: PROMPT, nodes: { 3: null } }))
    expect(warnings).toEqual([])
    settle()
    expect(heard).toEqual([])
    expect(warnings).toHaveLength(1)
    pipeline.receive(makeProgressStateFrame({ 3: [1, 2] }))
    settle()
    expect(heard).toHaveLength(1)
  })

  it('[B48] reads only the snapshots that are applied', () => {
    const { pipeline, heard, settle } = makePipeline({ prompts: { [PROMPT]: own } })
    const parse = vi.spyOn(JSON, 'parse')
    for (let n = 0; n < 100; n++) pipeline.receive(makeProgressStateFrame({ 3: [n, 100] }))
    settle()
    const parsed = parse.mock.calls.filter(([text]) => text.includes('progress_state'))
    parse.mockRestore()
    expect(heard).toHaveLength(1)
    expect(parsed).toHaveLength(1)
  })

  it('a subscriber that throws stops nothing and is told of once per type', () => {
    const { pipeline, getTypes, warnings } = makePipeline({
      onEvent(event) {
        if (event.type === 'started') throw new Error('no')
      }
    })
    for (let n = 0; n < 3; n++) {
      pipeline.receive(makeStartFrame())
      pipeline.receive(makeSuccessFrame())
    }
    expect(getTypes()).toEqual(Array.from({ length: 3 }, () => ['started', 'succeeded']).flat())
    expect(warnings).toHaveLength(1)
  })

  it('events that come up while one is handled wait for it to end', () => {
    const order: string[] = []
    const knobs = makePipeline({
      prompts: { [PROMPT]: own },
      onEvent(event) {
        order.push(`begin ${event.type}`)
        if (event.type === 'started') knobs.pipeline.receive(makeSuccessFrame())
        order.push(`end ${event.type}`)
      }
    })
    knobs.pipeline.receive(makeStartFrame())
    expect(order).toEqual(['begin started', 'end started', 'begin succeeded', 'end succeeded'])
  })

  it('leaves no timer and no frame behind', () => {
    const { pipeline, clock, scheduler } = makePipeline({ prompts: { [PROMPT]: own } })
    pipeline.begin()
    pipeline.receive(makeStartFrame(OTHER_PROMPT))
    pipeline.receive(makeProgressStateFrame({ 3: [1, 2] }))
    pipeline.dispose()
    expect([clock.pending, scheduler.pending]).toEqual([0, 0])
  })

  it.each(listRecordings())('hears %s without a warning and with every lifecycle event', (name) => {
    const { pipeline, heard, warnings, settle } = makePipeline()
    const frames = listFrames(loadRecording(name))
    for (const frame of frames) pipeline.receive(frame)
    settle()
    expect(warnings).toEqual([])
    const ends = frames.filter(
      (frame) => typeof frame === 'string' && frame.includes('"type":"execution_success"')
    )
    expect(heard.filter(({ event }) => event.type === 'succeeded')).toHaveLength(ends.length)
  })
})

/** Well-formed frames to damage. */
const SEEDS: readonly Frame[] = [
  makeStatusFrame(1, 'sid'),
  makeFeatureFlagsFrame({ supports_progress_text_metadata: true }),
  makeStartFrame(),
  makeCachedFrame(['1']),
  makeProgressStateFrame({ 3: [1, 2], '5:6': [2, 2] }),
  makeExecutingFrame(),
  makeDrainedFrame(),
  makeProgressFrame(),
  makeExecutedFrame({ merge: true }),
  makeSuccessFrame(),
  makeErrorFrame(),
  makeInterruptedFrame(),
  makeFrame('logs', { entries: [{ t: 'a', m: 'b' }] }),
  makeFrame('notification', { value: 'wait', id: PROMPT }),
  makeFrame('pack.tick', { prompt_id: PROMPT }),
  makePreviewFrame(),
  makePreviewWithMetadataFrame(),
  makeProgressTextFrame(),
  makeProgressTextFrame('3', 'text', PROMPT)
]

const JUNK = fc.constantFrom<unknown>(null, 0, -1, 1e308, '', '__proto__', [], {}, [[]], true, 'x')

/** Replaces one value somewhere in a document. */
function damageJson(value: unknown, path: readonly number[], junk: unknown): unknown {
  if (typeof value !== 'object' || value === null || path.length === 0) return junk
  const keys = Object.keys(value)
  if (keys.length === 0) return junk
  const key = keys[path[0]! % keys.length]!
  const inner = (value as Record<string, unknown>)[key]
  const copy = Array.isArray(value) ? [...value] : { ...value }
  ;(copy as Record<string, unknown>)[key] = damageJson(inner, path.slice(1), junk)
  return copy
}

const damaged = fc
  .record({
    seed: fc.constantFrom(...SEEDS),
    path: fc.array(fc.nat(20), { maxLength: 5 }),
    junk: JUNK,
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.nat(255),
    how: fc.constantFrom('value', 'byte', 'cut', 'double')
  })
  .map(({ seed, path, junk, at, byte, how }): Frame => {
    if (typeof seed === 'string') {
      const index = Math.floor(at * seed.length)
      if (how === 'value') return JSON.stringify(damageJson(JSON.parse(seed), path, junk)) ?? ''
      if (how === 'cut') return seed.slice(0, index)
      if (how === 'double') return seed + seed
      return seed.slice(0, index) + String.fromCodePoint(byte) + seed.slice(index + 1)
    }
    if (how === 'cut') return seed.slice(0, Math.floor(at * seed.byteLength))
    const bytes = new Uint8Array(seed.slice(0))
    // Most of what can go wrong is in the words at the front.
    bytes[Math.floor(at * at * (bytes.length - 1))] = byte
    return bytes.buffer
  })
const random = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.uint8Array().map((bytes) => new Uint8Array(bytes).buffer)
)

describe('createEventPipeline, under ten thousand damaged frames', () => {
  it('throws nothing, warns once of each kind, and delivers only events that are whole', () => {
    const frames = fc.sample(fc.oneof({ weight: 4, arbitrary: damaged }, random), {
      numRuns: 10_000,
      seed: 20260101
    })
    const { pipeline, heard, warnings, settle } = makePipeline({ prompts: { [PROMPT]: own } })
    for (const frame of frames) pipeline.receive(frame)
    settle()
    expect(new Set(warnings.map((text) => /\(([^)]+)\)/.exec(text)![1])).size).toBe(warnings.length)
    expect(warnings.length).toBeGreaterThan(12)
    expect(heard.length).toBeGreaterThan(500)
    for (const { event } of heard) {
      expect(typeof event.type).toBe('string')
      const { promptId } = event
      expect(promptId === null || (promptId !== '' && !(promptId in Object.prototype))).toBe(true)
    }
    expect(({} as Record<string, unknown>).value).toBeUndefined()
  })
})
