import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'

const compress = promisify(deflate)

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** PNG's colour types by number of channels. */
const COLOUR_TYPES: Readonly<Record<number, number>> = { 1: 0, 2: 4, 3: 2, 4: 6 }
/** The filter that stores differences to the pixel above. */
const UP = 2

function createChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(data.length + 12)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  chunk.set(data, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8)
  return chunk
}

const words = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4)
  return bytes
}

/** Every row behind the mark of its filter. */
function filterRows(samples: Uint8Array, rowLength: number): Uint8Array {
  const rows = samples.length / rowLength
  const filtered = new Uint8Array(samples.length + rows)
  for (let row = 0; row < rows; row += 1) {
    const from = row * rowLength
    const to = row * (rowLength + 1)
    filtered[to] = UP
    for (let index = 0; index < rowLength; index += 1) {
      const above = row === 0 ? 0 : samples[from - rowLength + index]!
      filtered[to + 1 + index] = samples[from + index]! - above
    }
  }
  return filtered
}

export interface Animation {
  readonly width: number
  readonly height: number
  readonly channels: number
  /** 8-bit samples of each frame. */
  readonly frames: readonly Uint8Array[]
  /** How long each frame is shown, in ms. */
  readonly frameMs: number
  /** zlib's level, 0..9 */
  readonly compression: number
  /** Chunks `comf` behind the first frame: keyword and JSON. */
  readonly metadata: readonly (readonly [string, string])[]
}

/** Position, time and way of drawing of a frame that covers the whole picture. */
function createFrameControl(sequence: number, { width, height, frameMs }: Animation): Buffer {
  const timing = Buffer.alloc(6)
  timing.writeUInt16BE(Math.min(65_535, frameMs), 0)
  timing.writeUInt16BE(1000, 2)
  return createChunk('fcTL', Buffer.concat([words(sequence, width, height, 0, 0), timing]))
}

/**
 * An animated PNG that repeats for ever. Metadata stands where ComfyUI puts it, in chunks `comf` of its own.
 *
 * @param check called before each frame
 */
export async function encodeApng(animation: Animation, check: () => void): Promise<Buffer> {
  const { width, height, channels, frames, compression, metadata } = animation
  const header = Buffer.concat([
    words(width, height),
    Buffer.from([8, COLOUR_TYPES[channels]!, 0, 0, 0])
  ])
  const chunks = [
    SIGNATURE,
    createChunk('IHDR', header),
    createChunk('acTL', words(frames.length, 0))
  ]
  let sequence = 0
  for (const [index, samples] of frames.entries()) {
    check()
    const data = await compress(filterRows(samples, width * channels), { level: compression })
    chunks.push(createFrameControl(sequence++, animation))
    if (index > 0) {
      chunks.push(createChunk('fdAT', Buffer.concat([words(sequence++), data])))
      continue
    }
    chunks.push(createChunk('IDAT', data))
    for (const [keyword, json] of metadata) {
      chunks.push(createChunk('comf', Buffer.from(`${keyword}\0${json}`, 'latin1')))
    }
  }
  return Buffer.concat([...chunks, createChunk('IEND', Buffer.alloc(0))])
}
