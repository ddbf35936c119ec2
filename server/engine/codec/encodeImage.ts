import sharp from 'sharp'
import { EngineError } from '../values/engineError'
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
  let picture = open(raw)
  if (longSide !== null && Math.max(raw.width, raw.height) !== longSide) {
    const scale = longSide / Math.max(raw.width, raw.height)
    const width = Math.max(1, Math.round(raw.width * scale))
    const height = Math.max(1, Math.round(raw.height * scale))
    picture = picture.resize(width, height, { fit: 'fill', kernel: 'linear' })
  }
  if (format === 'PNG')
    return { mime: 'image/png', bytes: await picture.png({ compressionLevel: 1 }).toBuffer() }
  const bytes = await picture.flatten().jpeg({ quality: PREVIEW_QUALITY }).toBuffer()
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
    quality,
    effort,
    loop: 0,
    delay: frames.map(() => frameMs)
  })
  if (tags.length > 0)
    picture.withExif({ IFD0: Object.fromEntries(tags) as Record<string, string> })
  return picture.toBuffer()
}
