import { flattenPaint } from '@/domain/mask/blend'
import type { MaskPixels } from '@/domain/mask/maskDrawing'
import type { OutputFile } from '@/domain/nodeOutput'
import type { ComfyApi } from '../api/comfyApi'
import { CLIPSPACE, nameLayers } from './maskLayerNames'
import type { PictureCodec } from './pictureCodec'

type Uploader = Pick<ComfyApi, 'uploadImage' | 'uploadMask'>

/**
 * Uploads a drawing as ComfyUI's editor does: four files, which both editors open again with mask and paint apart.
 * @param source the picture without paint
 * @param number names the files; ms since the epoch, as ComfyUI has it
 * @returns the file that a node loads: its alpha is the mask's inverse, so that loading it gives the mask
 * @throws ApiError when the server refuses one of them
 */
export async function saveMask(
  api: Uploader,
  codec: PictureCodec,
  drawing: MaskPixels,
  source: OutputFile,
  number: number
): Promise<OutputFile> {
  const { width, height, picture, paint } = drawing
  const names = nameLayers(number)
  const make = async (name: string, data: Uint8ClampedArray): Promise<File> =>
    new File([await codec.encode({ width, height, data })], name, { type: 'image/png' })
  const flat = flattenPaint(picture, paint)
  await api.uploadMask(await make(names.mask, applyMask(picture, drawing.mask)), source, CLIPSPACE)
  const layer = paint ?? new Uint8ClampedArray(width * height * 4)
  await api.uploadImage(await make(names.paint, layer), { subfolder: CLIPSPACE })
  const painted = await api.uploadImage(await make(names.painted, flat), { subfolder: CLIPSPACE })
  const masked = await make(names.paintedMasked, applyMask(flat, drawing.mask))
  // Without paint the server's own file has the truer colours: they never passed through a browser.
  return api.uploadMask(masked, paint ? painted : source, CLIPSPACE)
}

/** RGBA with the mask's inverse as alpha. */
function applyMask(colours: Uint8ClampedArray, mask: Uint8ClampedArray): Uint8ClampedArray {
  const masked = colours.slice()
  for (let pixel = 0; pixel < mask.length; pixel += 1) masked[pixel * 4 + 3] = 255 - mask[pixel]!
  return masked
}
