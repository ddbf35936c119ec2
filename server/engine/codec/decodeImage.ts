import { open, readFile } from 'node:fs/promises'
import sharp, { type Metadata } from 'sharp'
import { isBitmapFile, readBitmapFile } from '../../base/bitmaps'
import { EngineError } from '../values/engineError'
import { createTensor, type Tensor } from '../tensor/tensor'
import { fromBytes } from '../pixels/quantise'

/** What the decoder may open: pictures, no documents that could name other files. */
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif'])
/** Width times height of all frames together; more is a decompression bomb. */
const PIXEL_LIMIT = 16_384 * 16_384

/** A picture file as tensors: straight colour and, if the file can have transparency, its alpha. */
export interface DecodedImage {
  /** [frames, height, width, 3] */
  readonly colour: Tensor
  /** [frames, height, width]; null when the format has none, as in a JPEG */
  readonly alpha: Tensor | null
}

interface Samples {
  readonly data: Uint8Array | Uint16Array
  readonly channels: number
  readonly largest: number
}

/** A file by its path, or its bytes. */
type Source = string | Buffer

async function readSamples(path: Source, metadata: Metadata, animated: boolean): Promise<Samples> {
  const deep = metadata.depth === 'ushort'
  const options = {
    ignoreIcc: true,
    limitInputPixels: PIXEL_LIMIT,
    animated,
    failOn: 'error' as const
  }
  const opened = animated ? sharp(path, options) : sharp(path, options).autoOrient()
  const pipeline = deep ? opened.toColourspace('rgb16').raw({ depth: 'ushort' }) : opened.raw()
  const { data, info } = await pipeline.toBuffer({ resolveWithObject: true })
  if (!deep) return { data, channels: info.channels, largest: 255 }
  const words = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
  return { data: words, channels: info.channels, largest: 65_535 }
}

/** Grey becomes three equal channels; with two or four channels the last one is alpha. */
function splitChannels(
  samples: Samples,
  frames: number,
  height: number,
  width: number
): DecodedImage {
  const { data, channels, largest } = samples
  const colour = createTensor([frames, height, width, 3])
  const hasAlpha = channels === 2 || channels === 4
  const alpha = hasAlpha ? createTensor([frames, height, width]) : null
  if (channels === 3 && data instanceof Uint8Array) {
    fromBytes(data, colour.data)
    return { colour, alpha }
  }
  const grey = channels < 3
  const pixels = frames * height * width
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const source = pixel * channels
    for (let channel = 0; channel < 3; channel += 1) {
      colour.data[pixel * 3 + channel] = data[source + (grey ? 0 : channel)]! / largest
    }
    if (alpha) alpha.data[pixel] = data[source + channels - 1]! / largest
  }
  return { colour, alpha }
}

function unreadable(name: string, error: unknown): EngineError {
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
  return new EngineError(
    'PIL.UnidentifiedImageError',
    `cannot identify image file '${name}' (${reason})`
  )
}

async function isBitmap(path: string): Promise<boolean> {
  const handle = await open(path, 'r').catch(() => null)
  // What can't be opened is told by whoever reads it, without its path.
  if (!handle) return false
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0)
    return isBitmapFile(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

/** Bitmaps and icons, which the library for all other formats doesn't read. */
async function decodeBitmap(path: string, name: string): Promise<DecodedImage> {
  try {
    const bitmap = readBitmapFile(await readFile(path), PIXEL_LIMIT)
    if (Buffer.isBuffer(bitmap)) return await decodeOther(bitmap, name)
    const { width, height } = bitmap
    return splitChannels({ ...bitmap, largest: 255 }, 1, height, width)
  } catch (error) {
    throw error instanceof EngineError ? error : unreadable(name, error)
  }
}

async function readMetadata(path: Source, name: string): Promise<Metadata> {
  try {
    const metadata = await sharp(path, { limitInputPixels: PIXEL_LIMIT }).metadata()
    if (FORMATS.has(metadata.format)) return metadata
    throw new Error(`${metadata.format} is not supported`)
  } catch (error) {
    throw unreadable(name, error)
  }
}

/**
 * Reads a picture: turned upright by its EXIF orientation, palettes expanded, 16-bit samples kept exact, colour
 * profiles ignored as Pillow does, all frames of an animation.
 *
 * @param name what to call the file in errors
 * @throws EngineError when the file is no picture, or too large a one
 */
export async function decodeImage(path: string, name: string): Promise<DecodedImage> {
  return (await isBitmap(path)) ? decodeBitmap(path, name) : decodeOther(path, name)
}

async function decodeOther(path: Source, name: string): Promise<DecodedImage> {
  const metadata = await readMetadata(path, name)
  const frames =
    metadata.format === 'heif' || metadata.format === 'tiff' ? 1 : (metadata.pages ?? 1)
  const animated = frames > 1
  const turned = !animated && (metadata.orientation ?? 1) >= 5
  const frameHeight = metadata.pageHeight ?? metadata.height
  const width = turned ? metadata.height : metadata.width
  const height = turned ? metadata.width : frameHeight
  if (width * height * frames > PIXEL_LIMIT) throw unreadable(name, 'it has too many pixels')
  try {
    const samples = await readSamples(path, metadata, animated)
    const decoded = splitChannels(samples, frames, height, width)
    // ComfyUI takes every picture with a palette for one that can be transparent, and so has a mask of its size.
    if (!metadata.isPalette || decoded.alpha) return decoded
    const opaque = createTensor([frames, height, width])
    opaque.data.fill(1)
    return { ...decoded, alpha: opaque }
  } catch (error) {
    throw error instanceof EngineError ? error : unreadable(name, error)
  }
}
