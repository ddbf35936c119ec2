import { open } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { createLimiter } from './limiter'

/** Pictures with more pixels are refused before they are unpacked. */
const MAX_PIXELS = 16_384 * 8_192

/** How `/view` changes a picture (protocol.md §3.7). */
export type Conversion =
  | { readonly kind: 'preview'; readonly format: 'webp' | 'jpeg'; readonly quality: number }
  /** Without alpha, as PNG. */
  | { readonly kind: 'rgb' }
  /** Black with the picture's alpha, as PNG. */
  | { readonly kind: 'alpha' }

export interface ConvertedImage {
  readonly bytes: Buffer
  readonly contentType: string
}

// Each conversion can take hundreds of megabytes.
const inTurn = createLimiter(3)

/** First bytes of the formats that are unpacked; SVG, which is a program of sorts, is none. */
const MAGIC = [
  /^\u0089PNG\r\n/,
  /^\u00ff\u00d8\u00ff/,
  /^GIF8/,
  /^RIFF[^]{4}WEBP/,
  /^II\*\0|^MM\0\*/,
  /^[^]{4}ftyp(?:avif|avis|heic|heix|mif1)/
]

async function isRasterImage(path: string): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0)
    const head = buffer.toString('latin1', 0, bytesRead)
    return MAGIC.some((magic) => magic.test(head))
  } finally {
    await handle.close()
  }
}

/**
 * Opens a picture of a stored file.
 * @throws when it is none or too large; reading it may throw later too
 */
export async function openImage(path: string): Promise<Sharp> {
  if (!(await isRasterImage(path))) throw new Error('no picture')
  return sharp(path, { limitInputPixels: MAX_PIXELS, sequentialRead: true })
}

/** The alpha channel as a PNG of one channel; opaque when the picture has none. */
export function extractAlpha(image: Sharp): Promise<Buffer> {
  return image.ensureAlpha().extractChannel(3).toColourspace('b-w').png().toBuffer()
}

async function toBlackWithAlpha(path: string): Promise<Buffer> {
  const alpha = await extractAlpha(await openImage(path))
  const { width, height } = await sharp(alpha).metadata()
  const black = { width, height, channels: 3, background: '#000000' } as const
  return sharp({ create: black }).joinChannel(alpha).png().toBuffer()
}

async function convert(path: string, conversion: Conversion): Promise<ConvertedImage> {
  if (conversion.kind === 'alpha') {
    return { bytes: await toBlackWithAlpha(path), contentType: 'image/png' }
  }
  const image = await openImage(path)
  if (conversion.kind === 'rgb') {
    const bytes = await image.removeAlpha().toColourspace('srgb').png().toBuffer()
    return { bytes, contentType: 'image/png' }
  }
  const { format, quality } = conversion
  const bytes = await image.toFormat(format, { quality }).toBuffer()
  return { bytes, contentType: `image/${format}` }
}

/** @throws when the file is no picture that can be converted */
export function convertImage(path: string, conversion: Conversion): Promise<ConvertedImage> {
  return inTurn(() => convert(path, conversion))
}
