import { describe, expect, it } from 'vitest'
import { ResultCache, type NodeResult } from '../../../server/engine/cache/resultCache'
import { createTensor, sliceBatch, type Tensor } from '../../../server/engine/tensor/tensor'

const KILOBYTE = 1024
const makeTensor = (): Tensor => createTensor([4, 8, 8])
const makeResult = (...tensors: Tensor[]): NodeResult => ({ outputs: [tensors], ui: null })

describe('ResultCache', () => {
  it('drops what was not used for the longest time when there are too many bytes', () => {
    const cache = new ResultCache({ keepPrompts: 10, maxResults: 100, maxBytes: 3 * KILOBYTE })
    for (const name of ['a', 'b', 'c']) cache.set(name, makeResult(makeTensor()))
    cache.get('a')

    cache.set('d', makeResult(makeTensor()))

    expect(['a', 'b', 'c', 'd'].filter((name) => cache.get(name))).toEqual(['a', 'c', 'd'])
    expect(cache.bytes).toBe(3 * KILOBYTE)
  })

  it('drops what was not used for the longest time when there are too many results', () => {
    const cache = new ResultCache({ keepPrompts: 10, maxResults: 2, maxBytes: 100 * KILOBYTE })
    cache.set('a', makeResult())
    cache.set('b', makeResult())
    cache.get('a')
    cache.set('c', makeResult())
    expect(['a', 'b', 'c'].filter((name) => cache.get(name))).toEqual(['a', 'c'])
  })

  it('counts memory that several results share once, views at the size of their whole buffer', () => {
    const cache = new ResultCache({ keepPrompts: 10, maxResults: 100, maxBytes: 100 * KILOBYTE })
    const tensor = makeTensor()

    cache.set('whole', makeResult(tensor))
    cache.set('part', makeResult(sliceBatch(tensor, 1, 2)))

    expect(cache.bytes).toBe(KILOBYTE)
    cache.set('whole', makeResult())
    expect(cache.bytes).toBe(KILOBYTE)
    cache.set('part', makeResult())
    expect(cache.bytes).toBe(0)
  })

  it('finds tensors within lists and objects', () => {
    const cache = new ResultCache({ keepPrompts: 10, maxResults: 100, maxBytes: 100 * KILOBYTE })

    cache.set('deep', { outputs: [[{ a: [makeTensor()] }, 'text', null]], ui: null })

    expect(cache.bytes).toBe(KILOBYTE)
  })

  it('keeps a result as long as some recent prompt contains it', () => {
    const cache = new ResultCache({ keepPrompts: 2, maxResults: 100, maxBytes: 100 * KILOBYTE })
    cache.startPrompt([])
    cache.set('used', makeResult())
    cache.set('unused', makeResult())

    for (let prompt = 0; prompt < 3; prompt += 1) cache.startPrompt(['used'])

    expect(cache.get('used')).toBeDefined()
    expect(cache.get('unused')).toBeUndefined()
    expect(cache.size).toBe(1)
  })

  it('forgets all at once', () => {
    const cache = new ResultCache({ keepPrompts: 2, maxResults: 100, maxBytes: 100 * KILOBYTE })
    cache.set('a', makeResult(makeTensor()))

    cache.clear()

    expect([cache.size, cache.bytes]).toEqual([0, 0])
  })
})
