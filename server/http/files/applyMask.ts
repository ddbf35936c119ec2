import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { HttpProblem, refuseWithText } from '../httpProblem'
import { extractAlpha, inTurn, openImage } from './convertImage'
import { copyPngTexts } from './pngText'

async function joinAlpha(originalPath: string, maskPath: string): Promise<Buffer> {
  const mask = await openImage(maskPath)
  const original = await openImage(originalPath)
  const [{ width, height }, wanted] = await Promise.all([mask.metadata(), original.metadata()])
  // Told by their headers: of what doesn't fit nothing is unpacked.
  if (width !== wanted.width || height !== wanted.height) {
    throw refuseWithText(400, 'The mask must have the size of the original')
  }
  const alpha = await extractAlpha(mask)
  const { data, info } = await original
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { channels } = info
  return sharp(data, { raw: { width, height, channels } })
    .joinChannel(alpha)
    .png({ compressionLevel: 4 })
    .toBuffer()
}

/**
 * The original with the mask's alpha as its own, as PNG; texts in the original stay (protocol.md §3.7).
 * @throws {HttpProblem} 400 when one of them is no picture, or their sizes differ
 */
export async function applyMask(originalPath: string, maskPath: string): Promise<Buffer> {
  try {
    const png = await inTurn(() => joinAlpha(originalPath, maskPath))
    return copyPngTexts(await readFile(originalPath), png)
  } catch (error) {
    if (error instanceof HttpProblem) throw error
    throw refuseWithText(400, 'The mask or its original is no picture')
  }
}
