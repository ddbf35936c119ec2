import { t } from '@/i18n/translate'

/** A picture's pixels: RGBA, colours not multiplied by alpha. */
export interface PicturePixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** Turns files into pixels and back. */
export interface PictureCodec {
  /** @throws Error when it is no picture, or one too large for this browser */
  decode(blob: Blob): Promise<PicturePixels>
  /** As PNG. Where a pixel is transparent its colour may get lost, its alpha never. */
  encode(pixels: PicturePixels): Promise<Blob>
}

/** By the browser's own means. Colours stay as they are in the file, whatever profile it carries. */
export const browserCodec: PictureCodec = {
  async decode(blob) {
    const bitmap = await createImageBitmap(blob, {
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'none'
    })
    const { width, height } = bitmap
    try {
      const context = makeContext(width, height)
      context.drawImage(bitmap, 0, 0)
      return { width, height, data: context.getImageData(0, 0, width, height).data }
    } finally {
      bitmap.close()
    }
  },
  encode({ width, height, data }) {
    const context = makeContext(width, height)
    context.putImageData(new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height), 0, 0)
    return new Promise((resolve, reject) => {
      context.canvas.toBlob((blob) => {
        if (blob) resolve(blob)
        else reject(new Error(t('mask.tooLarge')))
      }, 'image/png')
    })
  }
}

function makeContext(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error(t('mask.tooLarge'))
  return context
}
