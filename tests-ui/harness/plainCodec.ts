import type { PictureCodec, PicturePixels } from '@/services/mask/pictureCodec'

/** A codec whose files are their pixels: a document without a screen unpacks no pictures. */
export const plainCodec: PictureCodec = {
  async decode(blob) {
    const bytes = new Uint8ClampedArray(await blob.arrayBuffer())
    const [width = 0, height = 0] = bytes
    return { width, height, data: bytes.slice(2) }
  },
  encode: (pixels) => Promise.resolve(pack(pixels))
}

/** Pixels as a file of this codec; sides of at most 255. */
export function pack({ width, height, data }: PicturePixels): Blob {
  return new Blob([new Uint8Array([width, height]), new Uint8Array(data)])
}

/** A picture of one colour. */
export function makePicture(width: number, height: number, rgba: readonly number[]): PicturePixels {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < data.length; at += 1) data[at] = rgba[at % 4] ?? 0
  return { width, height, data }
}
