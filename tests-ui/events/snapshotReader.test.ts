import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createSnapshotPeek } from '@/events/rawSnapshot'
import { SnapshotReader } from '@/events/snapshotReader'
import {
  OTHER_PROMPT,
  PROMPT,
  makeFrame,
  makeProgressState,
  makeProgressStateFrame
} from '../builders/wireMessages'

const peek = createSnapshotPeek()

/** Reads texts one after the other, as one prompt's stream. */
function readAll(texts: readonly string[]) {
  const reader = new SnapshotReader()
  return texts.map((text) => reader.read(peek(text)!))
}

/** Each text read for itself, with nothing remembered. */
function readEach(texts: readonly string[]) {
  return texts.map((text) => new SnapshotReader().read(peek(text)!))
}

/** As Python writes it. */
const spaced = (text: string) =>
  text.replaceAll(/(?<=[":\d}el,]),(?=")/g, ', ').replaceAll('":', '": ')

describe('SnapshotReader', () => {
  it('finds what is wrong with a snapshot when it is read', () => {
    const broken = [
      makeProgressStateFrame({ 3: [1, 2] }).slice(0, -3),
      makeFrame('progress_state', { prompt_id: PROMPT, nodes: { 3: { value: 'x' } } }),
      makeFrame('progress_state', { prompt_id: PROMPT })
    ]
    const good = makeProgressStateFrame({ 3: [1, 2] })
    for (const text of broken) {
      expect(readAll([good, text])[1], text).toMatchObject({ type: 'malformed' })
    }
  })

  it('[B10] refuses one that names a second prompt further on', () => {
    const { nodes } = makeProgressState({ 3: [1, 2] })
    const text = `{"type":"progress_state","data":{"prompt_id":"${PROMPT}","nodes":${JSON.stringify(nodes)},"prompt_id":"${OTHER_PROMPT}"}}`
    expect(readEach([text])[0]).toMatchObject({ type: 'malformed', kind: 'progress_state' })
  })

  it.each([
    ['compact', (text: string) => text],
    ['with spaces', spaced]
  ])('reads any stream, %s, as if it remembered nothing', (_how, write) => {
    const step = fc.constantFrom(0, 1, 2, 9, 10, 999, 0.5, -1, 1e21, 1e-7)
    const snapshot = fc.dictionary(
      fc.constantFrom('1', '2', '10', '3:4', '3:4.0.0.1', 'value', '"', '{'),
      fc.tuple(step, fc.constantFrom(2, 20))
    )
    fc.assert(
      fc.property(fc.array(snapshot, { minLength: 2, maxLength: 12 }), (snapshots) => {
        const texts = snapshots.map((nodes) => write(makeProgressStateFrame(nodes)))
        expect(readAll(texts)).toEqual(readEach(texts))
      })
    )
  })

  it('reads a text that was changed anywhere as if it remembered nothing', () => {
    const base = makeProgressStateFrame({ 1: [2, 2], 2: [1, 20], '3:1': [7, 20] })
    const change = fc.record({
      at: fc.nat(base.length),
      length: fc.nat(12),
      by: fc.constantFrom(
        '',
        '0',
        '1',
        '05',
        '1.',
        '-',
        '1e3',
        '"',
        ',',
        '{',
        '}',
        'NaN',
        '"value":3,'
      )
    })
    // The first that ran has ended, and another has begun behind the last.
    const further = makeProgressStateFrame({ 1: [2, 2], 2: [20, 20], '3:1': [7, 20], x: [0, 1] })
    fc.assert(
      fc.property(change, change, (one, two) => {
        const apply = (text: string, { at, length, by }: typeof one) =>
          text.slice(0, at) + by + text.slice(at + length)
        const changed = apply(base, one)
        const other = apply(further, two)
        fc.pre(peek(changed) !== null && peek(other) !== null)
        const texts = [base, changed, base, further, other, changed, further, base]
        expect(readAll(texts)).toEqual(readEach(texts))
      }),
      { numRuns: 1_000 }
    )
  })

  it('parses only the nodes that ended or began', () => {
    const parse = vi.spyOn(JSON, 'parse')
    const texts = Array.from({ length: 20 }, (_, ended) =>
      makeProgressStateFrame(
        Object.fromEntries(
          Array.from({ length: ended + 1 }, (_unused, n) => [`${n}`, [n < ended ? 9 : 0, 9]])
        )
      )
    )
    const read = readAll(texts)
    const parsed = parse.mock.calls.slice(1).map(([text]) => text.length)
    parse.mockRestore()
    expect(read).toEqual(readEach(texts))
    expect(Math.max(...parsed)).toBeLessThan(200)
    expect(parsed.length).toBeLessThanOrEqual(2 * texts.length)
  })

  it('reads steps of nodes whose values look like steps', () => {
    const tricky = (step: number) => {
      const { nodes } = makeProgressState({ 1: [step, 20] })
      const node = { ...nodes['1'], note: '"1":{"value":5', inner: { 1: { value: 5 } } }
      return makeFrame('progress_state', { prompt_id: PROMPT, nodes: { 1: node } })
    }
    const twice = (step: number) => tricky(step).replace(/"note".*?"inner"/, '"value":4,"inner"')
    const texts = [1, 2, 3].flatMap((step) => [
      tricky(step),
      tricky(step + 1),
      twice(step),
      twice(9)
    ])
    expect(readAll(texts)).toEqual(readEach(texts))
  })

  it('gives each snapshot nodes of its own', () => {
    const [first, second] = readAll(
      [1, 2].map((step) => makeProgressStateFrame({ 1: [2, 2], 2: [step, 20] }))
    )
    expect(first).toMatchObject({ nodes: { 2: { value: 1 } } })
    expect(second).toMatchObject({ nodes: { 2: { value: 2 } } })
  })

  it('reads prompts that take turns, and again after the end of one', () => {
    const reader = new SnapshotReader()
    const read = (step: number, promptId: string) =>
      reader.read(peek(makeProgressStateFrame({ 1: [step, 20] }, promptId))!)
    for (let step = 1; step < 5; step++) {
      for (const promptId of [PROMPT, OTHER_PROMPT]) {
        expect(read(step, promptId)).toMatchObject({ promptId, nodes: { 1: { value: step } } })
      }
    }
    reader.forget(read(5, PROMPT) && peek(makeProgressStateFrame({}, PROMPT))!.promptId)
    expect(read(6, PROMPT)).toMatchObject({ nodes: { 1: { value: 6 } } })
    for (let n = 0; n < 400; n++)
      expect(read(n % 19, `p-${n % 300}`)).toMatchObject({ nodes: { 1: { value: n % 19 } } })
  })
})
