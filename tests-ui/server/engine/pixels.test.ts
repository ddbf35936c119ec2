import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enlargeBytes } from '../../../server/engine/pixels/enlargeBytes'
import { fromBytes, toBytes } from '../../../server/engine/pixels/quantise'
import { resizeImage, UPSCALE_METHODS } from '../../../server/engine/pixels/resize'
import { roundHalfEven } from '../../../server/engine/pixels/round'
import {
  createAreaTaps,
  createCubicTaps,
  createLinearTaps
} from '../../../server/engine/pixels/taps'
import { createImage } from '../../../server/engine/tensor/tensor'

const check = () => {}
const sizes = fc.record({
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.integer({ min: 1, max: 40 })
})
const methods = fc.constantFrom(...UPSCALE_METHODS)

describe('8 bits and back', () => {
  it('every level survives, and values between two levels are cut', () => {
    const levels = Uint8Array.from({ length: 256 }, (_, level) => level)
    const floats = new Float32Array(256)
    fromBytes(levels, floats)

    expect(toBytes(floats)).toEqual(levels)
    expect([
      ...toBytes(Float32Array.of(-1, 0.999 / 255, 1.999 / 255, 2, Number.NaN, Infinity))
    ]).toEqual([0, 0, 1, 255, 0, 255])
  })
})

describe('rounding', () => {
  it.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [-1.5, -2],
    [2.4, 2],
    [2.6, 3]
  ])('%f -> %f', (value, rounded) => {
    expect(roundHalfEven(value)).toBe(rounded)
  })
})

describe('resampling', () => {
  it.each([
    ['bilinear', createLinearTaps],
    ['bicubic', createCubicTaps],
    ['area', createAreaTaps]
  ])('%s: weights add up to 1 and read within the input', (_, createTaps) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        (inputs, outputs) => {
          const { count, index, weight } = createTaps(inputs, outputs)
          for (let position = 0; position < outputs; position += 1) {
            const taps = weight.subarray(position * count, (position + 1) * count)
            expect(taps.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5)
          }
          expect(index.every((at) => at >= 0 && at < inputs)).toBe(true)
        }
      )
    )
  })

  it('a flat picture stays flat, whatever the method, sizes and channels', () => {
    fc.assert(
      fc.property(
        sizes,
        sizes,
        methods,
        fc.boolean(),
        fc.integer({ min: 1, max: 4 }),
        (from, to, method, crop, channels) => {
          const turn = (from.width * to.height) / (from.height * to.width)
          // A cut to very different proportions leaves nothing, which is an error.
          fc.pre(!crop || Math.min(from.width / turn, from.height * turn) >= 2)
          const image = createImage({ batch: 1, channels, ...from })
          image.data.fill(0.4)

          const scaled = resizeImage(image, to, method, crop, check)

          expect(scaled.shape).toEqual([1, to.height, to.width, channels])
          for (const value of scaled.data) expect(value).toBeCloseTo(0.4, 5)
        }
      )
    )
  })

  it('channels do not mix: three at once equal three alone', () => {
    fc.assert(
      fc.property(sizes, sizes, methods, (from, to, method) => {
        const image = createImage({ batch: 1, channels: 3, ...from })
        image.data.forEach((_, at) => {
          image.data[at] = ((at * 7919) % 256) / 255
        })
        const together = resizeImage(image, to, method, false, check)
        for (const channel of [0, 1, 2]) {
          const alone = createImage({ batch: 1, channels: 1, ...from })
          alone.data.forEach((_, at) => {
            alone.data[at] = image.data[at * 3 + channel]!
          })
          const scaled = resizeImage(alone, to, method, false, check)
          expect([...scaled.data]).toEqual([...together.data].filter((_, at) => at % 3 === channel))
        }
      }),
      { numRuns: 30 }
    )
  })

  it('a mask stays a mask', () => {
    const image = {
      ...createImage({ batch: 2, height: 3, width: 4, channels: 1 }),
      shape: [2, 3, 4]
    }

    expect(resizeImage(image, { width: 8, height: 8 }, 'bilinear', false, check).shape).toEqual([
      2, 8, 8
    ])
  })

  it('asks now and then whether to go on', () => {
    const image = createImage({ batch: 1, height: 64, width: 64, channels: 3 })
    const stop = () => {
      throw new Error('stopped')
    }

    for (const method of ['bilinear', 'bicubic', 'area', 'lanczos'] as const) {
      expect(() => resizeImage(image, { width: 32, height: 32 }, method, false, stop)).toThrow(
        'stopped'
      )
    }
  })
})

describe('previews', () => {
  it('are enlarged to within a level of exact bilinear resampling', () => {
    const factors = fc.record({
      x: fc.integer({ min: 1, max: 5 }),
      y: fc.integer({ min: 1, max: 5 })
    })
    fc.assert(
      fc.property(
        sizes,
        factors,
        fc.constantFrom(1, 2, 3, 4),
        fc.nat(),
        (from, by, channels, seed) => {
          const image = createImage({ batch: 1, channels, ...from })
          const bytes = Uint8Array.from(
            image.data,
            (_, at) => Math.imul(at + seed, 2_654_435_761) >>> 24
          )
          fromBytes(bytes, image.data)
          const to = { width: from.width * by.x, height: from.height * by.y }
          const exact = resizeImage(image, to, 'bilinear', false, check)
          const fast = enlargeBytes({ data: bytes, channels, ...from }, to.width, to.height)
          expect(fast).toMatchObject({ channels, ...to })
          expect(fast.data).toHaveLength(exact.data.length)
          const worst = exact.data.reduce(
            (most, value, at) => Math.max(most, Math.abs(value * 255 - fast.data[at]!)),
            0
          )
          expect(worst).toBeLessThan(2)
        }
      ),
      { numRuns: 60 }
    )
  })
})
