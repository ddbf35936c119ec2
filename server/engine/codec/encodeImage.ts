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
