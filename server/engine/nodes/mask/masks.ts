import { mapTensor } from '../../pixels/channels'
import { createImage, createTensor, getImageSize, type Tensor } from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { combo, float, image, int, mask } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

const MODULE = 'comfy_extras.nodes_mask'

export const SolidMask = defineNode({
  name: 'SolidMask',
  displayName: 'Create Solid Mask',
  category: 'image/mask',
  module: MODULE,
  inputs: {
    value: float({ default: 1, min: 0, max: 1, step: 0.01 }),
    width: int({ default: 512, min: 1, max: MAX_RESOLUTION, step: 1 }),
    height: int({ default: 512, min: 1, max: MAX_RESOLUTION, step: 1 })
  },
  outputs: [{ type: 'MASK' }],
  execute({ value, width, height }) {
    const result = createTensor([1, height, width])
    result.data.fill(value)
    return { result: [result] }
  }
})

export const InvertMask = defineNode({
  name: 'InvertMask',
  displayName: 'Invert Mask',
  category: 'image/mask',
  module: MODULE,
  searchAliases: ['reverse mask', 'flip mask'],
  inputs: { mask: mask() },
  outputs: [{ type: 'MASK' }],
  execute: ({ mask }) => ({ result: [mapTensor(mask, (value) => 1 - value)] })
})

export const ThresholdMask = defineNode({
  name: 'ThresholdMask',
  displayName: 'Threshold Mask',
  category: 'image/mask',
  module: MODULE,
  searchAliases: ['binary mask'],
  inputs: { mask: mask(), value: float({ default: 0.5, min: 0, max: 1, step: 0.01 }) },
  outputs: [{ type: 'MASK' }],
  execute({ mask, value }) {
    // Compared in float32: 0.1 as a float32 is not above a threshold of 0.1.
    const threshold = Math.fround(value)
    return { result: [mapTensor(mask, (item) => (item > threshold ? 1 : 0))] }
  }
})

/** A mask as a grey picture. */
export function paintMask(mask: Tensor): Tensor {
  const { batch, height, width } = getImageSize(mask)
  const result = createImage({ batch, height, width, channels: 3 })
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
    result.data.fill(mask.data[pixel]!, pixel * 3, pixel * 3 + 3)
  }
  return result
}

export const MaskToImage = defineNode({
  name: 'MaskToImage',
  displayName: 'Convert Mask to Image',
  category: 'image/mask',
  module: MODULE,
  searchAliases: ['convert mask'],
  inputs: { mask: mask() },
  outputs: [{ type: 'IMAGE' }],
  execute: ({ mask }) => ({ result: [paintMask(mask)] })
})

const CHANNELS = ['red', 'green', 'blue', 'alpha'] as const

export const ImageToMask = defineNode({
  name: 'ImageToMask',
  displayName: 'Convert Image to Mask',
  category: 'image/mask',
  module: MODULE,
  searchAliases: ['extract channel', 'channel to mask'],
  inputs: { image: image(), channel: combo(CHANNELS) },
  outputs: [{ type: 'MASK' }],
  execute({ image, channel }) {
    const { batch, height, width, channels } = getImageSize(image)
    const offset = CHANNELS.indexOf(channel)
    if (offset >= channels) {
      throw new EngineError(
        'IndexError',
        `index ${offset} is out of bounds for dimension 3 with size ${channels}`
      )
    }
    const result = createTensor([batch, height, width])
    for (let pixel = 0; pixel < result.data.length; pixel += 1) {
      result.data[pixel] = image.data[pixel * channels + offset]!
    }
    return { result: [result] }
  }
})
