import { blurImage } from '../../pixels/gaussian'
import { createImage, getImageSize, type Tensor } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { float, image, int } from '../inputFields'

const MODULE = 'comfy_extras.nodes_post_processing'

export const ImageBlur = defineNode({
  name: 'ImageBlur',
  displayName: 'Blur Image',
  category: 'image/filters',
  module: MODULE,
  inputs: {
    image: image(),
    blur_radius: int({ default: 1, min: 1, max: 31, step: 1 }),
    sigma: float({ default: 1, min: 0.1, max: 10, step: 0.1 })
  },
  outputs: [{ type: 'IMAGE' }],
  execute: ({ image, blur_radius, sigma }, context) => ({
    result: [blurImage(image, blur_radius, sigma, context.throwIfInterrupted)]
  })
})

/** How much of the difference to the blurred picture ComfyUI adds per unit of `alpha`. */
const SHARPEN_GAIN = 10

/** Adds what the blur took away, clamped to 0..1. */
function addDifference(original: Tensor, blurred: Tensor, gain: number): Tensor {
  const result = createImage(getImageSize(original))
  for (let index = 0; index < result.data.length; index += 1) {
    const value = (1 + gain) * original.data[index]! - gain * blurred.data[index]!
    result.data[index] = value < 0 ? 0 : value > 1 ? 1 : value
  }
  return result
}

export const ImageSharpen = defineNode({
  name: 'ImageSharpen',
  displayName: 'Sharpen Image',
  category: 'image/filters',
  module: MODULE,
  inputs: {
    image: image(),
    sharpen_radius: int({ default: 1, min: 1, max: 31, step: 1, advanced: true }),
    sigma: float({ default: 1, min: 0.1, max: 10, step: 0.01, advanced: true }),
    alpha: float({ default: 1, min: 0, max: 5, step: 0.01, advanced: true })
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, sharpen_radius, sigma, alpha }, context) {
    const blurred = blurImage(image, sharpen_radius, sigma, context.throwIfInterrupted)
    return { result: [addDifference(image, blurred, alpha * SHARPEN_GAIN)] }
  }
})
