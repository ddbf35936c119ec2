import sharp from 'sharp'
import { EngineError } from '../values/engineError'
import { enlargeBytes } from '../pixels/enlargeBytes'
import { toBytes } from '../pixels/quantise'
import { getImageSize, sliceBatch, type Tensor } from '../tensor/tensor'

/** Longest side of a preview, in pixels; smaller pictures are enlarged to it (protocol.md §2). */
export const PREVIEW_SIZE = 512
const PREVIEW_QUALITY = 82

/** 8-bit samples with their sizes, ready for the encoder. */
interface RawImage {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
  readonly channels: 1 | 2 | 3 | 4
}

/** One picture of a batch as 8-bit samples. @throws EngineError for other than 1 to 4 channels */
function toRawImage(images: Tensor, item: number): RawImage {
  const { width, height, channels } = getImageSize(images)
  if (channels < 1 || channels > 4) {
    throw new EngineError('TypeError', `Cannot handle a picture of ${channels} channels`)
  }
  const data = toBytes(sliceBatch(images, item, item + 1).data)
  return { data, width, height, channels: channels as 1 | 2 | 3 | 4 }
}

function open({ data, width, height, channels }: RawImage) {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
}

/** @param compression zlib's level, 0..9 */
export async function encodePng(
  images: Tensor,
  item: number,
  compression: number
): Promise<Buffer> {
  return open(toRawImage(images, item)).png({ compressionLevel: compression }).toBuffer()
}

/** The picture with its long side as long as said. */
function openFitted(raw: RawImage, longSide: number) {
  const scale = longSide / Math.max(raw.width, raw.height)
  if (scale === 1) return open(raw)
  const width = Math.max(1, Math.round(raw.width * scale))
  const height = Math.max(1, Math.round(raw.height * scale))
  if (scale > 1) return open({ ...enlargeBytes(raw, width, height), channels: raw.channels })
  return open(raw).resize(width, height, { fit: 'fill', kernel: 'linear' })
}

export interface EncodedPreview {
  readonly mime: 'image/jpeg' | 'image/png'
  readonly bytes: Uint8Array
}

/**
 * A picture for the eye while a node runs.
 *
 * @param longSide pixels of the long side, or null for the picture's own size
 */
export async function encodePreview(
  images: Tensor,
  item: number,
  format: 'JPEG' | 'PNG',
  longSide: number | null
): Promise<EncodedPreview> {
  const raw = toRawImage(images, item)
  const picture = longSide === null ? open(raw) : openFitted(raw, longSide)
  if (format === 'PNG')
    return { mime: 'image/png', bytes: await picture.png({ compressionLevel: 1 }).toBuffer() }
  // A second pass over the picture for slightly fewer bytes takes longer than they do on their way.
  const options = { quality: PREVIEW_QUALITY, optimiseCoding: false }
  const bytes = await picture.flatten().jpeg(options).toBuffer()
  return { mime: 'image/jpeg', bytes }
}

/** All pictures of a batch as 8-bit samples. */
export function toFrames(images: Tensor) {
  const { batch } = getImageSize(images)
  const raw = Array.from({ length: batch }, (_, item) => toRawImage(images, item))
  const { width, height, channels } = raw[0]!
  return { width, height, channels, frames: raw.map(({ data }) => data) }
}

export interface WebpOptions {
  /** How long each frame is shown. */
  readonly frameMs: number
  readonly lossless: boolean
  /** 0..100 */
  readonly quality: number
  /** 0..6 */
  readonly effort: number
  /** Keyword and JSON, put into EXIF tags from Model downwards. */
  readonly metadata: readonly (readonly [string, string])[]
}

/** The tags that ComfyUI uses: 0x0110 for the prompt, 0x010f and below for the rest. */
const EXIF_TAGS = ['Model', 'Make', 'ImageDescription']

/** What sharp takes, in ms; the format has 24 bits for it. */
const LONGEST_DELAY = 65_535
const LONGEST_DURATION = 2 ** 24 - 1

/** Writes how long each frame is shown into a WebP file: three bytes in the head of each frame's chunk. */
function setFrameDurations(file: Buffer, milliseconds: number): void {
  const duration = Math.min(milliseconds, LONGEST_DURATION)
  let at = 12
  while (at + 8 <= file.length) {
    const size = file.readUInt32LE(at + 4)
    if (file.toString('latin1', at, at + 4) === 'ANMF') file.writeUIntLE(duration, at + 8 + 12, 3)
    at += 8 + size + (size % 2)
  }
}

/** All pictures of a batch as one animation that repeats for ever. */
export async function encodeAnimatedWebp(images: Tensor, options: WebpOptions): Promise<Buffer> {
  const { width, height, channels, frames } = toFrames(images)
  const data = Buffer.concat(frames)
  const raw = { width, height: height * frames.length, channels, pageHeight: height }
  const { lossless, quality, effort, frameMs, metadata } = options
  const tags = metadata
    .slice(0, EXIF_TAGS.length)
    .map(([key, json], index) => [EXIF_TAGS[index]!, `${key}:${json}`])
  const picture = sharp(data, { raw, limitInputPixels: false }).webp({
    lossless,
    // 0 is libwebp's to take, not sharp's.
    quality: Math.max(quality, 1),
    effort,
    loop: 0,
    delay: frames.map(() => Math.min(frameMs, LONGEST_DELAY))
  })
  if (tags.length > 0)
    picture.withExif({ IFD0: Object.fromEntries(tags) as Record<string, string> })
  const bytes = await picture.toBuffer()
  if (frameMs > LONGEST_DELAY) setFrameDurations(bytes, frameMs)
  return bytes
}
