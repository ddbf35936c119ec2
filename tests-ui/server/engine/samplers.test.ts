import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import { listNumbers, makeTensor, runTensorNode } from '../../builders/engineNode'
import { makeNode, makePreviewOf } from '../../builders/enginePrompt'
import { CloudNoiseImage } from '../../../server/engine/nodes/parallel/cloudNoise'
import { GrayScott } from '../../../server/engine/nodes/parallel/grayScott'
import { createRandom } from '../../../server/engine/nodes/parallel/random'
import { ReactionDiffusionSampler } from '../../../server/engine/nodes/parallel/reactionDiffusionSampler'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
})
afterAll(() => host.dispose())

const GROWTH = {
  seed: 5,
  steps: 3,
  width: 48,
  height: 32,
  batch_size: 1,
  pattern: 'coral',
  palette: 'ember'
}
const grow = (overrides: Record<string, unknown> = {}) =>
  runTensorNode(ReactionDiffusionSampler, { ...GROWTH, ...overrides })

describe('the reaction diffusion sampler', () => {
  it('grows the same picture from the same seed, on any worker, and another from another', async () => {
    const [once, again, other] = await Promise.all([grow(), grow(), grow({ seed: 6 })])

    expect(listNumbers(again)).toEqual(listNumbers(once))
    expect(listNumbers(other)).not.toEqual(listNumbers(once))
    expect(once.shape).toEqual([1, 32, 48, 3])
  })

  it('uses all bits of a large seed', async () => {
    const large = 2 ** 40 + 5

    expect(listNumbers(await grow({ seed: large }))).not.toEqual(listNumbers(await grow()))
  })

  it('grows every picture of a batch for itself, the first as if alone', async () => {
    const alone = await grow()
    const batch = await grow({ batch_size: 2 })

    const first = listNumbers(batch).slice(0, alone.data.length)
    expect(first).toEqual(listNumbers(alone))
    expect(listNumbers(batch).slice(alone.data.length)).not.toEqual(first)
  })

  it('starts where the mask is', async () => {
    const start = makeTensor(
      [1, 32, 48],
      Array.from({ length: 32 * 48 }, (_, at) => Number(at % 48 < 12))
    )

    const grown = await grow({ start, steps: 1, palette: 'grey', pattern: 'maze' })

    const brightness = (from: number, to: number) => {
      const columns = [...grown.data].filter(
        (_, at) => Math.floor(at / 3) % 48 >= from && Math.floor(at / 3) % 48 < to
      )
      return columns.reduce((sum, value) => sum + value, 0) / columns.length
    }
    expect(brightness(2, 10)).toBeGreaterThan(0.1)
    expect(brightness(26, 34)).toBeLessThan(0.01)
  })

  it('tells every step, each with a JPEG of 512 pixels', async () => {
    const run = await host.run(
      makePreviewOf(makeNode('ReactionDiffusionSampler', { ...GROWTH, batch_size: 2 }))
    )

    expect(run.listMessages('progress').map(({ value, max }) => `${value}/${max}`)).toEqual([
      '1/6',
      '2/6',
      '3/6',
      '4/6',
      '5/6',
      '6/6'
    ])
    const previews = run.events.flatMap((event) => (event.kind === 'preview' ? [event] : []))
    expect(previews).toHaveLength(6)
    const { format, width, height } = await sharp(previews[0]!.bytes).metadata()
    expect({ format, width, height, mime: previews[0]!.mime }).toEqual({
      format: 'jpeg',
      width: 512,
      height: 341,
      mime: 'image/jpeg'
    })
  })

  it('keeps both substances within their bounds, with edges that meet', () => {
    const model = new GrayScott(20, 12)
    const random = createRandom(1)
    model.seedCell(0, 0, random)
    for (let iteration = 0; iteration < 200; iteration += 1)
      model.iterate({ feed: 0.0545, kill: 0.062 })
    const levels = new Float32Array(20 * 12)
    model.readLevels(levels)

    expect(levels.every((level) => level >= 0 && level < 1.5)).toBe(true)
    // One cell at the corner spreads to all four corners alike.
    expect(levels[1]).toBeCloseTo(levels[19]!, 6)
    expect(levels[20]).toBeCloseTo(levels[11 * 20]!, 6)
  })
})

describe('the cloud generator', () => {
  const CLOUDS = {
    seed: 1,
    width: 40,
    height: 24,
    scale: 16,
    octaves: 3,
    contrast: 1.5,
    palette: 'grey'
  }

  it('paints the same clouds from the same seed, within 0..1', async () => {
    const [once, again, other] = await Promise.all(
      [1, 1, 2].map((seed) => runTensorNode(CloudNoiseImage, { ...CLOUDS, seed }))
    )

    expect(listNumbers(again!)).toEqual(listNumbers(once!))
    expect(listNumbers(other!)).not.toEqual(listNumbers(once!))
    expect(once!.data.every((value) => value >= 0 && value <= 1)).toBe(true)
  })

  it('more layers add detail and keep the large forms', async () => {
    const coarse = await runTensorNode(CloudNoiseImage, { ...CLOUDS, octaves: 1 })
    const roughness = (data: Float32Array) =>
      data.reduce((sum, value, at) => sum + Math.abs(value - (data[at + 3] ?? value)), 0)
    const fine = await runTensorNode(CloudNoiseImage, { ...CLOUDS, octaves: 5 })

    expect(roughness(fine.data)).toBeGreaterThan(roughness(coarse.data))
  })
})
