import { EngineError } from '../values/engineError'
import { createImage, getImageSize, type Tensor } from '../tensor/tensor'
import type { Checkpoint } from './checkpoint'
import { cropRect } from './crop'
import { resampleLanczos } from './lanczos'
import { fromBytes, toBytes } from './quantise'
import { resampleNearest, resampleSeparable, type Plane } from './resampleFloat'
import { roundHalfEven } from './round'
import { createAreaTaps, createCubicTaps, createLinearTaps, createNearestIndex } from './taps'

export const UPSCALE_METHODS = ['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos'] as const
export type UpscaleMethod = (typeof UPSCALE_METHODS)[number]

interface Size {
  readonly width: number
  readonly height: number
}

function resampleBytes(plane: Plane, size: Size, check: Checkpoint): Plane {
  const bytes = { ...plane, data: toBytes(plane.data) }
  const resampled = resampleLanczos(bytes, size, check)
  const data = new Float32Array(resampled.data.length)
  fromBytes(resampled.data, data)
  return { ...resampled, data }
}

function resamplePlane(plane: Plane, size: Size, method: UpscaleMethod, check: Checkpoint): Plane {
  switch (method) {
    case 'nearest-exact':
      return resampleNearest(
        plane,
        createNearestIndex(plane.width, size.width),
        createNearestIndex(plane.height, size.height)
      )
    case 'bilinear':
      return resampleSeparable(plane, size, createLinearTaps, check)
    case 'bicubic':
      return resampleSeparable(plane, size, createCubicTaps, check)
    case 'area':
      return resampleSeparable(plane, size, createAreaTaps, check)
    case 'lanczos':
      return resampleBytes(plane, size, check)
  }
}

/** Cuts the sides that a picture of another proportion would lose, half of it on each side. */
function cropToAspect(image: Tensor, size: Size): Tensor {
  const { width, height } = getImageSize(image)
  const oldAspect = width / height
  const newAspect = size.width / size.height
  let x = 0
  let y = 0
  if (oldAspect > newAspect) x = roundHalfEven((width - width * (newAspect / oldAspect)) / 2)
  else if (oldAspect < newAspect) y = roundHalfEven((height - height * (oldAspect / newAspect)) / 2)
  if (x === 0 && y === 0) return image
  return cropRect(image, { x, y, width: width - 2 * x, height: height - 2 * y })
}

const isEmpty = ({ width, height }: Size) => width < 1 || height < 1

/** Rounding can leave nothing of a very small picture, and a node can ask for nothing. */
function requireSizes(from: Size, to: Size, method: UpscaleMethod): void {
  // Pillow makes a black picture of none.
  if (isEmpty(from) && !isEmpty(to) && method === 'lanczos') return
  // PyTorch averages over no pixels at all, into as many: the one method that has an answer.
  if (!isEmpty(from) && (!isEmpty(to) || method === 'area')) return
  if (method === 'lanczos') throw new EngineError('ValueError', 'height and width must be > 0')
  const describe = ({ width, height }: Size) => `(H: ${height}, W: ${width})`
  throw new EngineError(
    'RuntimeError',
    `Input and output sizes should be greater than 0, but got input ${describe(from)} output ${describe(to)}`
  )
}

/**
 * Scales an image or a mask as ComfyUI's `common_upscale`: PyTorch's interpolation in float32, or Pillow's Lanczos
 * on 8 bits.
 *
 * @param crop cut to the new proportions first
 * @throws EngineError when a side would be 0
 */
export function resizeImage(
  image: Tensor,
  size: Size,
  method: UpscaleMethod,
  crop: boolean,
  check: Checkpoint
): Tensor {
  const source = crop ? cropToAspect(image, size) : image
  requireSizes(getImageSize(source), size, method)
  const { batch, width, height, channels } = getImageSize(source)
  if (width === size.width && height === size.height && method !== 'lanczos') return source
  const scaled = createImage({ batch, channels, width: size.width, height: size.height })
  const result = image.shape.length === 3 ? { ...scaled, shape: scaled.shape.slice(0, 3) } : scaled
  if (isEmpty({ width, height })) return result
  const from = width * height * channels
  const to = size.width * size.height * channels
  for (let item = 0; item < batch; item += 1) {
    const data = source.data.subarray(item * from, (item + 1) * from)
    const plane = resamplePlane({ data, width, height, channels }, size, method, check)
    result.data.set(plane.data, item * to)
  }
  return result
}
