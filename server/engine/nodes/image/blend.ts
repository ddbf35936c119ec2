import { withChannels } from '../../pixels/channels'
import { resizeImage } from '../../pixels/resize'
import { createImage, getImageSize, type Tensor } from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { combo, float, image } from '../inputFields'

const MODES = ['normal', 'multiply', 'screen', 'overlay', 'soft_light', 'difference'] as const
type Mode = (typeof MODES)[number]

/** float32 after every step, as PyTorch computes. */
const f = Math.fround

/** The upper curve of the W3C's soft light. */
function softLightCurve(value: number): number {
  if (value > 0.25) return f(Math.sqrt(value))
  return f(f(f(f(f(16 * value) - 12) * value) + 4) * value)
}

function softLight(a: number, b: number): number {
  if (b <= 0.5) return f(a - f(f(f(1 - f(2 * b)) * a) * f(1 - a)))
  return f(a + f(f(f(2 * b) - 1) * f(softLightCurve(a) - a)))
}

const screen = (a: number, b: number) => f(1 - f(f(1 - a) * f(1 - b)))

const BLEND: Readonly<Record<Mode, (a: number, b: number) => number>> = {
  normal: (_, b) => b,
  multiply: (a, b) => f(a * b),
  screen,
  overlay: (a, b) => (a <= 0.5 ? f(f(2 * a) * b) : f(1 - f(f(2 * f(1 - a)) * f(1 - b)))),
  soft_light: softLight,
  difference: (a, b) => f(a - b)
}

/** Batches of the same length, or one of them a single picture. */
function getBlendedBatch(a: Tensor, b: Tensor): number {
  const [first, second] = [getImageSize(a).batch, getImageSize(b).batch]
  if (first === second || first === 1 || second === 1) return Math.max(first, second)
  throw new EngineError(
    'RuntimeError',
    `The size of tensor a (${first}) must match the size of tensor b (${second}) at non-singleton dimension 0`
  )
}

function blendImages(first: Tensor, second: Tensor, factor: number, mode: Mode): Tensor {
  const size = getImageSize(first)
  const batch = getBlendedBatch(first, second)
  const result = createImage({ ...size, batch })
  const blend = BLEND[mode]
  const [keep, take] = [f(1 - factor), f(factor)]
  for (let index = 0; index < result.data.length; index += 1) {
    const a = first.data[index % first.data.length]!
    const b = second.data[index % second.data.length]!
    const value = f(f(a * keep) + f(blend(a, b) * take))
    result.data[index] = value < 0 ? 0 : value > 1 ? 1 : value
  }
  return result
}

export const ImageBlend = defineNode({
  name: 'ImageBlend',
  displayName: 'Blend Images',
  category: 'image/filters',
  module: 'comfy_extras.nodes_post_processing',
  searchAliases: ['mix images'],
  essentialsCategory: 'Image Tools',
  inputs: {
    image1: image(),
    image2: image(),
    blend_factor: float({ default: 0.5, min: 0, max: 1, step: 0.01 }),
    blend_mode: combo(MODES)
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image1, image2, blend_factor, blend_mode }, context) {
    const size = getImageSize(image1)
    const fitted = resizeImage(image2, size, 'bicubic', true, context.throwIfInterrupted)
    const second = withChannels(fitted, size.channels)
    return { result: [blendImages(image1, second, blend_factor, blend_mode)] }
  }
})
