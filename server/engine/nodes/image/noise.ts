import { drawNormal } from '../../pixels/torchNoise'
import { createImage, getImageSize } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { float, image, int } from '../inputFields'

/** ComfyUI's bound is one less, which is no JavaScript number. */
const LARGEST_SEED = 2 ** 64

export const ImageAddNoise = defineNode({
  name: 'ImageAddNoise',
  displayName: 'Add Noise to Image',
  category: 'image/filters',
  module: 'comfy_extras.nodes_images',
  searchAliases: ['film grain'],
  inputs: {
    image: image(),
    seed: int({
      tooltip: 'The random seed used for creating the noise.',
      default: 0,
      min: 0,
      max: LARGEST_SEED,
      control_after_generate: true
    }),
    strength: float({ default: 0.5, min: 0, max: 1, step: 0.01 })
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, seed, strength }, context) {
    const noise = drawNormal(seed, image.data.length, context.throwIfInterrupted)
    const result = createImage(getImageSize(image))
    for (let index = 0; index < noise.length; index += 1) {
      const value = image.data[index]! + strength * noise[index]!
      result.data[index] = value < 0 ? 0 : value > 1 ? 1 : value
    }
    return { result: [result] }
  }
})
