import { open, readFile } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { isBitmapFile, readBitmapFile } from '../../base/bitmaps'
import { createLimiter } from './limiter'

/** Pictures with more pixels are refused before they are unpacked. */
const MAX_PIXELS = 16_384 * 8_192

/** How `/view` changes a picture (protocol.md §3.7). */
export type Conversion =
  | {
      readonly kind: 'preview'
      readonly format: 'webp' | 'jpeg'
      readonly quality: number
      readonly hasAlpha: boolean
    }
  /** Without alpha, as PNG. */
  | { readonly kind: 'rgb' }
  /** Black with the picture's alpha, as PNG. */
  | { readonly kind: 'alpha' }

export interface ConvertedImage {
  readonly bytes: Buffer
  readonly contentType: string
}

/** Unpacks pictures a few at a time: each can take hundreds of megabytes. */
export const inTurn = createLimiter(3)

/** First bytes of the formats that are unpacked; SVG, which is a program of sorts, is none. */
const MAGIC = [
  /^\u0089PNG\r\n/,
  /^\u00ff\u00d8\u00ff/,
  /^GIF8/,
  /^RIFF[^]{4}WEBP/,
  /^II\*\0|^MM\0\*/,
  /^[^]{4}ftyp(?:avif|avis|heic|heix|mif1)/
]

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/**
 * Opens a picture of a stored file.
 * @throws when it is none or too large; reading it may throw later too
 */
export async function openImage(path: string): Promise<Sharp> {
  const head = await readHead(path)
  if (isBitmapFile(head)) return openBitmap(path)
  const text = head.toString('latin1')
  if (!MAGIC.some((magic) => magic.test(text))) throw new Error('no picture')
  return sharp(path, { limitInputPixels: MAX_PIXELS, sequentialRead: true })
}

async function openBitmap(path: string): Promise<Sharp> {
  const bitmap = readBitmapFile(await readFile(path), MAX_PIXELS)
  if (Buffer.isBuffer(bitmap)) return sharp(bitmap, { limitInputPixels: MAX_PIXELS })
  const { data, width, height, channels } = bitmap
  return sharp(data, { raw: { width, height, channels } })
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
  const { format, quality, hasAlpha } = conversion
  const kept = hasAlpha ? image : image.removeAlpha()
  const bytes = await kept.toFormat(format, { quality }).toBuffer()
  return { bytes, contentType: `image/${format}` }
}

/** @throws when the file is no picture that can be converted */
export function convertImage(path: string, conversion: Conversion): Promise<ConvertedImage> {
  return inTurn(() => convert(path, conversion))
}
