import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import {
  makeEmptyImage,
  makeNode,
  makePreviewOf,
  makeProbeSteps
} from '../../builders/enginePrompt'

let host: TestEngine

beforeEach(async () => {
  host = await makeEngine()
})
afterEach(() => host.dispose())

const makeChain = (overrides: Record<string, unknown> = {}) => ({
  src: makeEmptyImage({ color: 1 }),
  inv: makeNode('ImageInvert', { image: ['src', 0] }),
  big: makeNode('ImageScaleBy', {
    image: ['inv', 0],
    upscale_method: 'area',
    scale_by: 2,
    ...overrides
  }),
  out: makeNode('PreviewImage', { images: ['big', 0] })
})

describe('results are kept', () => {
  it('for the same prompt on another worker', async () => {
    const chain = makeChain()
    await host.run(chain)
    // Keeps the worker busy that ran the chain, so that another one gets it.
    const busy = host.run(makePreviewOf(makeProbeSteps({ steps: 30, seconds: 0.02 })))

    const again = await host.run(chain)

    expect(again.cached).toEqual(['big', 'inv', 'out', 'src'])
    expect(again.executing).toEqual([])
    const changed = await host.run(makeChain({ scale_by: 3 }))
    expect(changed.cached).toEqual(['inv', 'src'])
    expect(changed.executing).toEqual(['big', 'out'])
    await busy
  })

  it('whatever the nodes are called, and history gets the new names', async () => {
    await host.run(makeChain())
    const chain = makeChain()
    const renamed = {
      a: chain.src,
      b: makeNode('ImageInvert', { image: ['a', 0] }),
      c: makeNode('ImageScaleBy', { image: ['b', 0], upscale_method: 'area', scale_by: 2 }),
      d: makeNode('PreviewImage', { images: ['c', 0] })
    }

    const run = await host.run(renamed)

    expect(run.cached).toEqual(['a', 'b', 'c', 'd'])
    expect(run.result.meta).toEqual({
      d: { node_id: 'd', display_node: 'd', parent_node: null, real_node_id: 'd' }
    })
  })

  it('but not of a node that depends on its own id when that is another one', async () => {
    const make = (id: string) => ({
      src: makeEmptyImage({ color: 2 }),
      [id]: makeNode('GetImageSize', { image: ['src', 0] }),
      out: makeNode('PreviewAny', { source: [id, 0] })
    })
    await host.run(make('size'))

    const run = await host.run(make('other'))

    expect(run.cached).toEqual(['src'])
  })

  it('but never of a node whose fingerprint is not a number, nor of what follows it', async () => {
    const prompt = {
      clock: makeNode('ProbeClock', { label: 'now' }),
      out: makeNode('PreviewAny', { source: ['clock', 0] })
    }
    await host.run(prompt)

    const again = await host.run(prompt)

    expect(again.cached).toEqual([])
    expect(again.executing).toEqual(['clock', 'out'])
  })

  it('until they are forgotten', async () => {
    await host.run(makeChain())
    host.engine.free()

    expect((await host.run(makeChain())).cached).toEqual([])
  })

  it('of a run that failed or was stopped, as far as it came', async () => {
    const failing = {
      ...makeChain(),
      bad: makeNode('ProbeError', { image: ['big', 0], fail: true, message: 'no' }),
      out: makeNode('PreviewImage', { images: ['bad', 0] })
    }
    await host.run(failing)

    expect((await host.run(failing)).cached).toEqual(['big', 'inv', 'src'])
  })

  it('two output nodes of one prompt that show the same are run once, and both tell', async () => {
    const run = await host.run({
      src: makeEmptyImage({ color: 3 }),
      one: makeNode('PreviewImage', { images: ['src', 0] }),
      two: makeNode('PreviewImage', { images: ['src', 0] })
    })

    expect(run.executing).toEqual(['src', 'one'])
    expect(run.listMessages('executed').map(({ node }) => node)).toEqual(['one', 'two'])
    expect(run.result.outputs.one).toEqual(run.result.outputs.two)
  })
})

describe('the bounds of the cache', () => {
  it('none: nothing is kept', async () => {
    const plain = await makeEngine({ cache: { kind: 'none' } })
    try {
      await plain.run(makeChain())
      expect((await plain.run(makeChain())).cached).toEqual([])
    } finally {
      await plain.dispose()
    }
  })

  it('classic: results survive one prompt per worker that does not use them', async () => {
    const short = await makeEngine({ cache: { kind: 'classic' }, workers: 2 })
    try {
      await short.run(makeChain())
      await short.run(makePreviewOf(makeEmptyImage({ color: 10 })))
      expect((await short.run(makeChain())).cached).toHaveLength(4)
      for (const color of [11, 12, 13]) await short.run(makePreviewOf(makeEmptyImage({ color })))
      expect((await short.run(makeChain())).cached).toEqual([])
    } finally {
      await short.dispose()
    }
  })

  it('lru: the results used last are kept, however many prompts go by', async () => {
    const few = await makeEngine({ cache: { kind: 'lru', results: 4 } })
    try {
      await few.run(makeChain())
      await few.run(makeChain())
      expect((await few.run(makeChain())).cached).toHaveLength(4)
      await few.run(makePreviewOf(makeEmptyImage({ color: 10 })))
      expect((await few.run(makeChain())).cached).toHaveLength(2)
    } finally {
      await few.dispose()
    }
  })

  it('a run finds its own results even if the cache has no room for them', async () => {
    const tiny = await makeEngine({ cacheBytes: 1 })
    try {
      const run = await tiny.run(makeChain())
      expect(run.result.status).toBe('success')
      expect(run.executing).toEqual(['src', 'inv', 'big', 'out'])
    } finally {
      await tiny.dispose()
    }
  })
})

describe('the cache of the prompt before (--cache-classic)', () => {
  it('keeps what this prompt has in common with the one before, and nothing older', async () => {
    const classic = await makeEngine({ workers: 1, cache: { kind: 'classic' } })
    const invert = (color: number) => ({
      src: makeEmptyImage({ color }),
      out: makeNode('PreviewImage', { images: ['src', 0] })
    })
    await classic.run(invert(1))
    expect((await classic.run(invert(1))).cached).toEqual(['out', 'src'])
    await classic.run(invert(2))
    expect((await classic.run(invert(1))).cached).toEqual([])
    await classic.dispose()
  })
})

describe('a lazy input', () => {
  it('is asked for also when its value is there already', async () => {
    const chosen = (on_false: string) => ({
      src: makeEmptyImage({ color: 5 }),
      inv: makeNode('ImageInvert', { image: ['src', 0] }),
      sw: makeNode('ComfySwitchNode', {
        switch: true,
        on_true: ['inv', 0],
        on_false: [on_false, 0]
      }),
      out: makeNode('PreviewImage', { images: ['sw', 0] })
    })
    await host.run(chosen('src'))
    const again = await host.run(chosen('inv'))
    expect(again.cached).toEqual(['inv', 'src'])
    expect(again.executing).toEqual(['sw', 'sw', 'out'])
  })
})
