import type { Checkpoint } from '../../pixels/checkpoint'
import { cropRect } from '../../pixels/crop'
import { resizeImage, UPSCALE_METHODS, type UpscaleMethod } from '../../pixels/resize'
import { roundHalfEven } from '../../pixels/round'
import { getImageSize, isTensor, type Tensor } from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { combo, match } from '../inputFields'
import { resizeType } from './resizeFields'

interface Size {
  readonly width: number
  readonly height: number
}

type Choice = Readonly<Record<string, unknown>>

const number = (value: unknown) => (typeof value === 'number' ? value : 0)
const scaleSize = ({ width, height }: Size, factor: number): Size => ({
  width: roundHalfEven(width * factor),
  height: roundHalfEven(height * factor)
})

/** A side of 0 follows from the other one; both 0 leave the picture alone. */
function fitSides(own: Size, width: number, height: number): Size {
  if (width === 0 && height === 0) return own
  return {
    width: width || Math.max(1, roundHalfEven((own.width * height) / own.height)),
    height: height || Math.max(1, roundHalfEven((own.height * width) / own.width))
  }
}

/** One side gets the given length, the other one follows. */
function fitSide(own: Size, isWidth: boolean, length: number): Size {
  if (own.width === own.height) return { width: length, height: length }
  return isWidth
    ? { width: length, height: roundHalfEven((own.height / own.width) * length) }
    : { width: roundHalfEven((own.width / own.height) * length), height: length }
}

const MEGAPIXEL = 1024 * 1024

function findSize(own: Size, choice: Choice): Size {
  switch (choice.resize_type) {
    case 'scale dimensions':
      return fitSides(own, number(choice.width), number(choice.height))
    case 'scale by multiplier':
      return scaleSize(own, number(choice.multiplier))
    case 'scale longer dimension':
      return fitSide(own, own.width >= own.height, number(choice.longer_size))
    case 'scale shorter dimension':
      return fitSide(own, own.width <= own.height, number(choice.shorter_size))
    case 'scale width':
      return fitSides(own, number(choice.width), 0)
    case 'scale height':
      return fitSides(own, 0, number(choice.height))
    case 'scale total pixels': {
      const pixels = Math.trunc(number(choice.megapixels) * MEGAPIXEL)
      return scaleSize(own, Math.sqrt(pixels / (own.width * own.height)))
    }
    case 'match size':
      return isTensor(choice.match) ? getImageSize(choice.match) : own
    default:
      throw new EngineError('ValueError', `Unsupported resize type: ${String(choice.resize_type)}`)
  }
}

/** Covers the largest size below its own whose sides are multiples, then cuts what sticks out. */
function scaleToMultiple(
  input: Tensor,
  multiple: number,
  method: UpscaleMethod,
  check: Checkpoint
): Tensor {
  const own = getImageSize(input)
  const width = own.width - (own.width % multiple)
  const height = own.height - (own.height % multiple)
  if (width === 0 || height === 0) return input
  const scale = Math.max(width / own.width, height / own.height)
  const cover = {
    width: Math.max(width, Math.ceil(own.width * scale)),
    height: Math.max(height, Math.ceil(own.height * scale))
  }
  const scaled = resizeImage(input, cover, method, false, check)
  const x = Math.floor((cover.width - width) / 2)
  const y = Math.floor((cover.height - height) / 2)
  return cropRect(scaled, { x, y, width, height })
}

export const ResizeImageMaskNode = defineNode({
  name: 'ResizeImageMaskNode',
  displayName: 'Resize Image/Mask',
  description: 'Resize an image or mask using various scaling methods.',
  category: 'image/transform',
  module: 'comfy_extras.nodes_post_processing',
  searchAliases: [
    'resize',
    'resize image',
    'resize mask',
    'scale',
    'scale image',
    'scale mask',
    'image resize',
    'change size',
    'dimensions',
    'shrink',
    'enlarge'
  ],
  inputs: {
    input: match('input_type', 'IMAGE,MASK'),
    resize_type: resizeType,
    scale_method: combo(UPSCALE_METHODS, {
      tooltip:
        "Interpolation algorithm. 'area' is best for downscaling, 'lanczos' for upscaling, 'nearest-exact' for pixel art.",
      default: 'area'
    })
  },
  outputs: [{ type: 'COMFY_MATCHTYPE_V3', name: 'resized', matchType: 'input_type' }],
  execute({ input, resize_type: choice, scale_method }, context) {
    if (!isTensor(input)) throw new EngineError('ValueError', 'An image or a mask is needed.')
    const check = context.throwIfInterrupted
    if (choice.resize_type === 'scale to multiple')
      return { result: [scaleToMultiple(input, number(choice.multiple), scale_method, check)] }
    const size = findSize(getImageSize(input), choice)
    const crops = choice.crop === 'center'
    return { result: [resizeImage(input, size, scale_method, crops, check)] }
  }
})
