import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { HttpProblem, refuseWithText } from '../httpProblem'
import { extractAlpha, openImage } from './convertImage'
import { copyPngTexts } from './pngText'

/**
 * The original with the mask's alpha as its own, as PNG; texts in the original stay (protocol.md §3.7).
 * @throws {HttpProblem} 400 when one of them is no picture, or their sizes differ
 */
export async function applyMask(originalPath: string, maskPath: string): Promise<Buffer> {
  try {
    const alpha = await extractAlpha(await openImage(maskPath))
    const mask = await sharp(alpha).metadata()
    const original = (await openImage(originalPath)).removeAlpha().toColourspace('srgb')
    const { data, info } = await original.raw().toBuffer({ resolveWithObject: true })
    if (mask.width !== info.width || mask.height !== info.height) {
      throw refuseWithText(400, 'The mask must have the size of the original')
    }
    const { width, height, channels } = info
    const png = await sharp(data, { raw: { width, height, channels } })
      .joinChannel(alpha)
      .png({ compressionLevel: 4 })
      .toBuffer()
    return copyPngTexts(await readFile(originalPath), png)
  } catch (error) {
    if (error instanceof HttpProblem) throw error
    throw refuseWithText(400, 'The mask or its original is no picture')
  }
}
