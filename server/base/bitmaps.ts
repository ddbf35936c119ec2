/** A picture of a Windows bitmap or icon, unpacked. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  /** 4 where the file can have transparency: the last is alpha then. */
  readonly channels: 3 | 4
  readonly data: Uint8Array
}

/** What a file's header says of its samples. */
interface Layout {
  readonly width: number
  readonly height: number
  readonly isTopDown: boolean
  readonly bits: number
  readonly compression: number
  /** Of red, green, blue and alpha, for samples of 16 and 32 bits. */
  readonly masks: readonly [number, number, number, number]
  /** Four bytes each: red, green, blue, 255; empty without a palette. */
  readonly palette: Uint8Array
  /** Where the samples begin. */
  readonly start: number
}

const RGB = 0
const RLE8 = 1
const RLE4 = 2
const BITFIELDS = 3
const ALPHA_BITFIELDS = 6

const isBitmap = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 2) === 'BM'
const isIcon = (bytes: Buffer): boolean =>
  bytes.length > 6 && bytes.readUInt32LE(0) === 0x1_0000 && bytes.readUInt16LE(4) > 0

/** Whether a file that begins like this is a bitmap or an icon. */
export function isBitmapFile(head: Buffer): boolean {
  return isBitmap(head) || isIcon(head)
}

/**
 * Unpacks a bitmap, or the largest picture of an icon.
 * @returns bytes of a PNG for an icon that holds one
 * @throws when it is broken, of a form that nobody writes, or has more pixels than are allowed
 */
export function readBitmapFile(file: Buffer, mostPixels: number): Bitmap | Buffer {
  if (!isIcon(file)) {
    const layout = readLayout(file, 14, mostPixels, file.readUInt32LE(10))
    return toBitmap(layout, readPixels(file, layout))
  }
  const picture = findLargest(file)
  if (picture.toString('latin1', 1, 4) === 'PNG') return picture
  const whole = readLayout(picture, 0, mostPixels)
  // Its height counts the mask that follows the samples.
  const layout = { ...whole, height: whole.height >> 1 }
  if (layout.height === 0) throw new Error('it has no pixels')
  const pixels = readPixels(picture, layout)
  if (layout.bits < 32 || !hasAnyAlpha(pixels)) cutOut(picture, layout, pixels)
  return { width: layout.width, height: layout.height, channels: 4, data: pixels }
}

function findLargest(icon: Buffer): Buffer {
  const count = icon.readUInt16LE(4)
  const pictures = Array.from({ length: count }, (_, index) => {
    const at = 6 + index * 16
    // 0 stands for 256.
    const pixels = (icon.readUInt8(at) || 256) * (icon.readUInt8(at + 1) || 256)
    const size = pixels * 64 + icon.readUInt16LE(at + 6)
    return { size, start: icon.readUInt32LE(at + 12), length: icon.readUInt32LE(at + 8) }
  })
  const { start, length } = pictures.reduce((best, each) => (each.size > best.size ? each : best))
  return icon.subarray(start, start + length)
}

function readLayout(file: Buffer, at: number, mostPixels: number, given?: number): Layout {
  const size = file.readUInt32LE(at)
  const isCore = size === 12
  const width = isCore ? file.readUInt16LE(at + 4) : file.readInt32LE(at + 4)
  const signed = isCore ? file.readUInt16LE(at + 6) : file.readInt32LE(at + 8)
  const height = Math.abs(signed)
  if (width <= 0 || height === 0) throw new Error('it has no pixels')
  if (width * height > mostPixels) throw new Error('it has too many pixels')
  const bits = file.readUInt16LE(at + (isCore ? 10 : 14))
  const compression = isCore ? RGB : file.readUInt32LE(at + 16)
  const hasFields = compression === BITFIELDS || compression === ALPHA_BITFIELDS
  const fields = compression === ALPHA_BITFIELDS ? 16 : 12
  const paletteStart = at + size + (hasFields && size === 40 ? fields : 0)
  const colours = bits > 8 ? 0 : (isCore ? 0 : file.readUInt32LE(at + 32)) || 1 << bits
  const entry = isCore ? 3 : 4
  return {
    width,
    height,
    isTopDown: signed < 0,
    bits,
    compression,
    masks: hasFields ? readMasks(file, at, size, compression) : getPlainMasks(bits),
    palette: readPalette(file, paletteStart, Math.min(colours, 256), entry),
    start: given ?? paletteStart + colours * entry
  }
}

function getPlainMasks(bits: number): Layout['masks'] {
  return bits === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0xff000000]
}

function readMasks(file: Buffer, at: number, size: number, compression: number): Layout['masks'] {
  const read = (index: number) => file.readUInt32LE(at + 40 + index * 4)
  const hasAlpha = size >= 56 || compression === ALPHA_BITFIELDS
  return [read(0), read(1), read(2), hasAlpha ? read(3) : 0]
}

function readPalette(file: Buffer, start: number, count: number, entry: number): Uint8Array {
  const palette = new Uint8Array(count * 4).fill(255)
  for (let index = 0; index < count; index += 1)
    for (let channel = 0; channel < 3; channel += 1)
      palette[index * 4 + channel] = file.readUInt8(start + index * entry + 2 - channel)
  return palette
}

/** Four bytes a pixel, from the top. */
function readPixels(file: Buffer, layout: Layout): Uint8Array {
  const { bits, compression, palette, width, height } = layout
  const isPacked = compression === RLE8 || compression === RLE4
  const isKnown = isPacked ? bits === (compression === RLE8 ? 8 : 4) : isPlain(compression)
  if (!isKnown || ![1, 2, 4, 8, 16, 24, 32].includes(bits)) throw new Error('its form is unknown')
  const end = findRow(layout, layout.isTopDown ? height - 1 : 0) + Math.ceil((width * bits) / 8)
  if (!isPacked && end > file.length) throw new Error('it is cut off')
  if (bits > 8) return readColours(file, layout)
  const indices = isPacked ? unpackRuns(file, layout) : readIndices(file, layout)
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < indices.length; at += 1)
    pixels.set(palette.subarray(indices[at]! * 4, indices[at]! * 4 + 4), at * 4)
  return pixels
}

function isPlain(compression: number): boolean {
  return compression === RGB || compression === BITFIELDS || compression === ALPHA_BITFIELDS
}

/** Bytes of a row: rows begin at multiples of four. */
const getStride = (width: number, bits: number): number => ((width * bits + 31) >>> 5) * 4

/** Where a row of the picture stands in the file. */
function findRow({ isTopDown, height, width, bits, start }: Layout, row: number): number {
  return start + (isTopDown ? row : height - 1 - row) * getStride(width, bits)
}

function readIndices(file: Buffer, layout: Layout): Uint8Array {
  const { width, height, bits } = layout
  const indices = new Uint8Array(width * height)
  for (let row = 0; row < height; row += 1) {
    const at = findRow(layout, row)
    for (let column = 0; column < width; column += 1) {
      const place = column * bits
      const byte = file[at + (place >> 3)]!
      indices[row * width + column] = (byte >> (8 - bits - (place & 7))) & ((1 << bits) - 1)
    }
  }
  return indices
}

/** Runs of one index, with escapes: end of a row, end of all, a leap, and indices as they are. */
function unpackRuns(file: Buffer, { width, height, bits, start, isTopDown }: Layout): Uint8Array {
  const indices = new Uint8Array(width * height)
  let [at, row, column] = [start, 0, 0]
  const put = (index: number) => {
    const line = isTopDown ? row : height - 1 - row
    if (column < width && row < height) indices[line * width + column] = index
    column += 1
  }
  const pick = (byte: number, place: number) =>
    bits === 8 ? byte : place % 2 === 0 ? byte >> 4 : byte & 15
  while (at + 1 < file.length && row < height) {
    const [count, value] = [file[at]!, file[at + 1]!]
    at += 2
    if (count > 0) for (let place = 0; place < count; place += 1) put(pick(value, place))
    else if (value === 0) [row, column] = [row + 1, 0]
    else if (value === 1) break
    else if (value === 2) {
      column += file.readUInt8(at)
      row += file.readUInt8(at + 1)
      at += 2
    } else {
      const perByte = bits === 8 ? 1 : 2
      for (let place = 0; place < value; place += 1)
        put(pick(file.readUInt8(at + Math.floor(place / perByte)), place))
      at += (Math.ceil(value / perByte) + 1) & ~1
    }
  }
  return indices
}

function readColours(file: Buffer, layout: Layout): Uint8Array {
  const { width, height, bits } = layout
  const channels = layout.masks.map(readMask)
  const pixels = new Uint8Array(width * height * 4)
  for (let row = 0; row < height; row += 1) {
    let at = findRow(layout, row)
    for (let target = row * width * 4; target < (row + 1) * width * 4; target += 4) {
      let sample = 0
      for (let shift = 0; shift < bits; shift += 8) sample |= file[at++]! << shift
      for (let channel = 0; channel < 4; channel += 1) {
        const { mask, shift, most } = channels[channel]!
        const value = (sample & mask) >>> shift
        pixels[target + channel] =
          most === 255 ? value : most === 0 ? 255 : Math.round((value * 255) / most)
      }
    }
  }
  return pixels
}

function readMask(mask: number) {
  const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)
  return { mask, shift, most: mask >>> shift }
}

function hasAnyAlpha(pixels: Uint8Array): boolean {
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 0) return true
  return false
}

/** As ComfyUI has it: a palette counts as transparency, and so do 32 bits, unless nothing at all would be seen. */
function toBitmap({ width, height, bits, masks }: Layout, pixels: Uint8Array): Bitmap {
  const canBeClear = bits <= 8 || (bits === 32 && masks[3] !== 0)
  if (canBeClear) {
    if (!hasAnyAlpha(pixels)) for (let at = 3; at < pixels.length; at += 4) pixels[at] = 255
    return { width, height, channels: 4, data: pixels }
  }
  const data = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at += 1)
    data.set(pixels.subarray(at * 4, at * 4 + 3), at * 3)
  return { width, height, channels: 3, data }
}

/** Takes what an icon's mask hides out of its picture. */
function cutOut(icon: Buffer, layout: Layout, pixels: Uint8Array): void {
  const { width, height, bits, start } = layout
  const mask = { ...layout, bits: 1, start: start + height * getStride(width, bits) }
  // Icons may end before their mask; then nothing is hidden.
  const isWhole = icon.length >= mask.start + height * getStride(width, 1)
  const hidden = isWhole ? readIndices(icon, mask) : new Uint8Array(width * height)
  for (const [at, isHidden] of hidden.entries()) pixels[at * 4 + 3] = isHidden ? 0 : 255
}
