import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PromptHeap } from '../../../server/queue/promptHeap'
import { makeQueuedPrompt, makeUuid } from '../../builders/queuedPrompt'

const isAny = () => true

/** As the queue does: finds the first and takes it out. */
function takeFirst(heap: PromptHeap) {
  const first = heap.findFirst(isAny)
  if (first) heap.take(first)
  return first
}

const makePrompt = (number: number, id: number) =>
  makeQueuedPrompt({ number, promptId: makeUuid(id) })

describe('PromptHeap', () => {
  it('gives the lowest number first, and of equal numbers the lower id', () => {
    const heap = new PromptHeap()
    for (const [number, id] of [
      [3, 1],
      [-2, 2],
      [0.5, 3],
      [3, 0]
    ] as const) {
      heap.add(makePrompt(number, id))
    }
    const order = [takeFirst(heap), takeFirst(heap), takeFirst(heap), takeFirst(heap)]
    expect(order.map((prompt) => prompt?.promptId)).toEqual([2, 3, 0, 1].map(makeUuid))
    expect(takeFirst(heap)).toBeNull()
  })

  it('holds several prompts of one id, and takes out the earliest by its id', () => {
    const heap = new PromptHeap()
    for (const number of [2, 1, 1]) heap.add(makePrompt(number, 7))
    expect(heap.remove(makeUuid(7))?.number).toBe(2)
    expect(heap.size).toBe(2)
    expect(heap.has(makeUuid(7))).toBe(true)
    heap.remove(makeUuid(7))
    heap.remove(makeUuid(7))
    expect(heap.has(makeUuid(7))).toBe(false)
    expect(heap.remove(makeUuid(7))).toBeNull()
  })

  it('gives the first that may run, and leaves the others in their order', () => {
    const heap = new PromptHeap()
    for (const id of [1, 2, 3]) heap.add(makePrompt(id, id))
    expect(heap.findFirst(({ number }) => number > 1)?.number).toBe(2)
    expect(heap.findFirst(() => false)).toBeNull()
    expect(heap.toSorted().map(({ number }) => number)).toEqual([1, 2, 3])
  })

  it('agrees with a sorted list, whatever is added, taken and removed', () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant('add'), number: fc.integer({ min: -5, max: 5 }) }),
      fc.record({ kind: fc.constant('take'), number: fc.constant(0) }),
      fc.record({ kind: fc.constant('remove'), number: fc.nat(60) })
    )
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const heap = new PromptHeap()
        let model: { number: number; promptId: string }[] = []
        const sort = () =>
          model.sort((one, other) =>
            one.number === other.number
              ? one.promptId < other.promptId
                ? -1
                : 1
              : one.number - other.number
          )
        for (const [index, { kind, number }] of actions.entries()) {
          if (kind === 'add') {
            const prompt = makePrompt(number, index)
            heap.add(prompt)
            model.push(prompt)
            sort()
          } else if (kind === 'take') {
            expect(takeFirst(heap)?.promptId ?? null).toBe(model.shift()?.promptId ?? null)
          } else {
            const id = makeUuid(number)
            expect(heap.remove(id) !== null).toBe(model.some(({ promptId }) => promptId === id))
            model = model.filter(({ promptId }) => promptId !== id)
          }
          expect(heap.toSorted().map(({ promptId }) => promptId)).toEqual(
            model.map(({ promptId }) => promptId)
          )
        }
      }),
      { seed: 20_260_801, numRuns: 200 }
    )
  })

  it('adds and removes in steps that grow with the logarithm of its length', () => {
    /** Comparisons are counted by reads of `number`. */
    function countReads(length: number): number {
      const heap = new PromptHeap()
      for (let index = 0; index < length; index++) heap.add(makePrompt(index, index))
      let reads = 0
      const counted = Object.defineProperty({ ...makePrompt(0, length + 1) }, 'number', {
        get: () => {
          reads += 1
          return -1
        }
      })
      heap.add(counted)
      heap.remove(counted.promptId)
      return reads
    }
    expect(countReads(16_000)).toBeLessThan(4 * countReads(16))
  })
})
