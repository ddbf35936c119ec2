import type { MaskPixels } from '@/domain/mask/maskDrawing'
import type { OutputFile } from '@/domain/nodeOutput'
import { t } from '@/i18n/translate'
import type { ComfyApi } from '../api/comfyApi'
import { ApiError } from '../api/comfyApi'
import { findLayers } from './maskLayerNames'
import type { PictureCodec, PicturePixels } from './pictureCodec'

/** A picture to draw on. */
export interface LoadedMask {
  readonly pixels: MaskPixels
  /** The file that the mask belongs to: without paint. */
  readonly source: OutputFile
}

type Reader = Pick<ComfyApi, 'readFile'>

/**
 * Reads a picture with the mask in its alpha. What an editor of ComfyUI's kind drew comes back in its layers: the picture
 * without paint, and the paint.
 * @throws ApiError when the server doesn't give it; status 404: it is gone
 */
export async function loadMask(
  api: Reader,
  codec: PictureCodec,
  file: OutputFile
): Promise<LoadedMask> {
  const layers = findLayers(file)
  if (layers) {
    const found = await loadLayers(api, codec, layers).catch(() => null)
    if (found) return found
  }
  return { source: file, pixels: makePixels(await readBoth(api, codec, file), null) }
}

async function loadLayers(
  api: Reader,
  codec: PictureCodec,
  { mask, paint }: { mask: OutputFile; paint: OutputFile }
): Promise<LoadedMask> {
  const [both, painted] = await Promise.all([
    readBoth(api, codec, mask),
    api.readFile(paint).then((blob) => codec.decode(blob))
  ])
  const isSameSize = painted.width === both[0].width && painted.height === both[0].height
  const isPainted = isSameSize && hasAlpha(painted)
  return { source: mask, pixels: makePixels(both, isPainted ? painted.data : null) }
}

/** Colours and alpha apart: where a picture is transparent, a browser would lose its colours. */
async function readBoth(
  api: Reader,
  codec: PictureCodec,
  file: OutputFile
): Promise<[PicturePixels, PicturePixels]> {
  const [colours, alpha] = await Promise.all([api.readFile(file, 'rgb'), api.readFile(file, 'a')])
  return Promise.all([codec.decode(colours), codec.decode(alpha)])
}

function makePixels(
  [colours, alpha]: [PicturePixels, PicturePixels],
  paint: Uint8ClampedArray | null
): MaskPixels {
  const { width, height, data: picture } = colours
  if (alpha.width !== width || alpha.height !== height)
    throw new ApiError(t('mask.notUnderstood'), null)
  const mask = new Uint8ClampedArray(width * height)
  for (let pixel = 0; pixel < mask.length; pixel += 1)
    mask[pixel] = 255 - alpha.data[pixel * 4 + 3]!
  return { width, height, picture, mask, paint }
}

function hasAlpha({ data }: PicturePixels): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) return true
  return false
}
