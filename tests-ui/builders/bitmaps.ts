import { concat, number } from './writtenFiles'

type Bytes = Uint8Array | readonly number[]

export interface BitmapParts {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly compression?: number
  /** Blue, green, red, unused: four bytes each. */
  readonly palette?: readonly number[]
  /** Red, green, blue and perhaps alpha, after the header. */
  readonly masks?: readonly number[]
  /** Samples as they stand in the file: rows from the bottom, padded to four bytes. */
  readonly samples: Bytes
}

const little = (value: number, size: 2 | 4) => number(value >>> 0, size, true)

/** Header, masks, palette and samples, without the head of the file. */
function makeBody({
  width,
  height,
  bits,
  compression = 0,
  palette = [],
  masks = [],
  samples
}: BitmapParts): [Uint8Array, Uint8Array] {
  const head = concat(
    little(40, 4),
    little(width, 4),
    little(height, 4),
    little(1, 2),
    little(bits, 2),
    little(compression, 4),
    little(0, 4),
    little(2835, 4),
    little(2835, 4),
    little(palette.length / 4, 4),
    little(0, 4),
    ...masks.map((mask) => little(mask, 4)),
    palette
  )
  return [head, Uint8Array.from(samples)]
}

/** A Windows bitmap. A negative height stands for rows from the top. */
export function makeBitmap(parts: BitmapParts): Uint8Array {
  const [head, samples] = makeBody(parts)
  const start = 14 + head.length
  return concat(
    'BM',
    little(start + samples.length, 4),
    little(0, 4),
    little(start, 4),
    head,
    samples
  )
}

/** A picture of an icon: its header counts the rows of the mask as well. @param mask rows from the bottom, one bit a pixel */
export function makeIconPicture(parts: BitmapParts, mask: Bytes): Uint8Array {
  const [head, samples] = makeBody({ ...parts, height: parts.height * 2 })
  return concat(head, samples, Uint8Array.from(mask))
}

/** An icon of pictures, each with its width and height. */
export function makeIcon(
  pictures: readonly (readonly [width: number, height: number, bytes: Uint8Array])[]
): Uint8Array {
  let at = 6 + pictures.length * 16
  const rows = pictures.map(([width, height, bytes]) => {
    const row = concat(
      [width % 256, height % 256, 0, 0],
      little(1, 2),
      little(32, 2),
      little(bytes.length, 4),
      little(at, 4)
    )
    at += bytes.length
    return row
  })
  return concat(
    little(0x1_0000, 4),
    little(pictures.length, 2),
    ...rows,
    ...pictures.map(([, , bytes]) => bytes)
  )
}

/** Red and green above, blue and white below: the same in every form that samples have. */
export const QUARTET = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]

// prettier-ignore
const PALETTE = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0]
const two = { width: 2, height: 2 }

/** {@link QUARTET} in every form of bitmap that is written. */
export const BITMAPS: Readonly<Record<string, Uint8Array>> = {
  '24 bits': makeBitmap({
    ...two,
    bits: 24,
    samples: [255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]
  }),
  'from the top': makeBitmap({
    ...two,
    height: -2,
    bits: 24,
    samples: [0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0, 255, 255, 255, 0, 0]
  }),
  '32 bits': makeBitmap({
    ...two,
    bits: 32,
    samples: [255, 0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0]
  }),
  '16 bits': makeBitmap({
    ...two,
    bits: 16,
    samples: [0x1f, 0, 0xff, 0x7f, 0, 0x7c, 0xe0, 0x03]
  }),
  'fields of 16 bits': makeBitmap({
    ...two,
    bits: 16,
    compression: 3,
    masks: [0xf800, 0x7e0, 0x1f],
    samples: [0x1f, 0, 0xff, 0xff, 0, 0xf8, 0xe0, 0x07]
  }),
  'fields of 32 bits': makeBitmap({
    ...two,
    bits: 32,
    compression: 3,
    masks: [0xff, 0xff00, 0xff0000],
    samples: [0, 0, 255, 0, 255, 255, 255, 0, 255, 0, 0, 0, 0, 255, 0, 0]
  }),
  '8 bits': makeBitmap({ ...two, bits: 8, palette: PALETTE, samples: [2, 3, 0, 0, 0, 1, 0, 0] }),
  '4 bits': makeBitmap({
    ...two,
    bits: 4,
    palette: PALETTE,
    samples: [0x23, 0, 0, 0, 0x01, 0, 0, 0]
  }),
  'runs of 8 bits': makeBitmap({
    ...two,
    bits: 8,
    compression: 1,
    palette: PALETTE,
    samples: [1, 2, 1, 3, 0, 0, 1, 0, 0, 2, 0, 0, 1, 1, 0, 1]
  }),
  'runs of 4 bits': makeBitmap({
    ...two,
    bits: 4,
    compression: 2,
    palette: PALETTE,
    samples: [2, 0x23, 0, 0, 2, 0x01, 0, 1]
  })
}
