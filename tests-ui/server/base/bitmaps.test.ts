import sharp from 'sharp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBitmapFile, readBitmapFile } from '../../../server/base/bitmaps'
import { BITMAPS, makeBitmap, makeIcon, makeIconPicture, QUARTET } from '../../builders/bitmaps'

const MANY = 1_000_000
const read = (bytes: Uint8Array) => {
  const bitmap = readBitmapFile(Buffer.from(bytes), MANY)
  if (Buffer.isBuffer(bitmap)) throw new Error('a PNG')
  return bitmap
}
/** The samples without alpha. */
function colours({ data, channels }: ReturnType<typeof read>): number[] {
  return [...data].filter((_, at) => channels === 3 || at % 4 < 3)
}
const alpha = ({ data, channels }: ReturnType<typeof read>) =>
  channels === 3 ? null : [...data].filter((_, at) => at % 4 === 3)

describe('bitmaps', () => {
  it.each(Object.entries(BITMAPS))('of %s are read', (_name, bytes) => {
    expect(isBitmapFile(Buffer.from(bytes))).toBe(true)
    const bitmap = read(bytes)
    expect([bitmap.width, bitmap.height]).toEqual([2, 2])
    expect(colours(bitmap)).toEqual(QUARTET)
  })

  it('have alpha where they have a palette or 32 bits, and are opaque where all of it is 0', () => {
    expect(alpha(read(BITMAPS['24 bits']!))).toBeNull()
    expect(alpha(read(BITMAPS['fields of 32 bits']!))).toBeNull()
    expect(alpha(read(BITMAPS['8 bits']!))).toEqual([255, 255, 255, 255])
    expect(alpha(read(BITMAPS['32 bits']!))).toEqual([255, 255, 255, 255])
    const clear = makeBitmap({ width: 2, height: 1, bits: 32, samples: [1, 2, 3, 0, 4, 5, 6, 128] })
    expect([...read(clear).data]).toEqual([3, 2, 1, 0, 6, 5, 4, 128])
  })

  it('of one bit leave out the padding of their rows; runs leap and hold indices as they are', () => {
    const palette = [0, 0, 0, 0, 255, 255, 255, 0]
    const line = makeBitmap({ width: 9, height: 1, bits: 1, palette, samples: [0xa5, 0x80, 0, 0] })
    expect(colours(read(line)).filter((_, at) => at % 3 === 0)).toEqual(
      [1, 0, 1, 0, 0, 1, 0, 1, 1].map((bit) => bit * 255)
    )
    const leaping = makeBitmap({
      width: 5,
      height: 2,
      bits: 8,
      compression: 1,
      palette,
      samples: [0, 3, 1, 0, 1, 0, 0, 2, 1, 1, 1, 1, 0, 1]
    })
    // Three indices below; one to the right and up from there a last one.
    expect(colours(read(leaping)).filter((_, at) => at % 3 === 0)).toEqual(
      [0, 0, 0, 0, 1, 1, 0, 1, 0, 0].map((bit) => bit * 255)
    )
  })

  it('that are cut off, empty, enormous or of unknown form are refused', () => {
    const whole = BITMAPS['24 bits']!
    for (const end of [3, 20, 54, whole.length - 3])
      expect(() => read(whole.slice(0, end))).toThrow()
    const size = (width: number, height: number) =>
      makeBitmap({ width, height, bits: 24, samples: [] })
    expect(() => read(size(0, 2))).toThrow('no pixels')
    expect(() => read(size(2_000_000, 2))).toThrow('too many pixels')
    expect(() =>
      read(makeBitmap({ width: 1, height: 1, bits: 24, compression: 5, samples: [0] }))
    ).toThrow('form')
  })

  it('of any bytes are read or refused, whatever they say of themselves', () => {
    const sources = fc.constantFrom(...Object.values(BITMAPS))
    const changes = fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(sources, changes, (source, places) => {
        const bytes = Buffer.from(source)
        for (const [at, value] of places) bytes[2 + (at % (bytes.length - 2))] = value
        try {
          const { width, height, channels, data } = read(bytes)
          expect(data).toHaveLength(width * height * channels)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
      }),
      { numRuns: 2_000 }
    )
  })
})

describe('icons', () => {
  const dot = (bits: number, samples: readonly number[], mask: readonly number[]) =>
    makeIconPicture({ width: 2, height: 1, bits, samples }, mask)

  it('are their largest picture, with what its mask hides taken out', () => {
    const small = makeIconPicture(
      { width: 1, height: 1, bits: 24, samples: [9, 9, 9, 0] },
      [0, 0, 0, 0]
    )
    const bytes = makeIcon([
      [1, 1, small],
      [2, 1, dot(24, [3, 2, 1, 6, 5, 4, 0, 0], [0x40, 0, 0, 0])]
    ])
    expect(isBitmapFile(Buffer.from(bytes))).toBe(true)
    expect(read(bytes)).toMatchObject({ width: 2, height: 1, channels: 4 })
    expect([...read(bytes).data]).toEqual([1, 2, 3, 255, 4, 5, 6, 0])
  })

  it('of 32 bits have their own alpha, not the mask', () => {
    const bytes = makeIcon([[2, 1, dot(32, [3, 2, 1, 10, 6, 5, 4, 200], [0x80, 0, 0, 0])]])
    expect([...read(bytes).data]).toEqual([1, 2, 3, 10, 4, 5, 6, 200])
  })

  it('may hold a PNG', async () => {
    const raw = { width: 1, height: 1, channels: 3 } as const
    const png = await sharp(Uint8Array.from([7, 8, 9]), { raw })
      .png()
      .toBuffer()
    expect(readBitmapFile(Buffer.from(makeIcon([[256, 256, png]])), MANY)).toEqual(png)
  })
})
