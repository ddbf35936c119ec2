import { withBatch, withChannels } from '../../pixels/channels'
import { resizeImage } from '../../pixels/resize'
import { createImage, getImageSize, sliceBatch } from '../../tensor/tensor'
import { defineClassicNode, defineNode } from '../defineNode'
import { image, int } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

const MODULE = 'comfy_extras.nodes_images'

export const ImageBatch = defineClassicNode({
  name: 'ImageBatch',
  displayName: 'Batch Images (DEPRECATED)',
  category: 'image/batch',
  module: 'nodes',
  searchAliases: ['combine images', 'merge images', 'stack images'],
  isDeprecated: true,
  inputs: { image1: image(), image2: image() },
  outputs: [{ type: 'IMAGE' }],
  execute({ image1, image2 }, context) {
    const channels = Math.max(getImageSize(image1).channels, getImageSize(image2).channels)
    const first = withChannels(image1, channels)
    const size = getImageSize(first)
    const fitted = resizeImage(image2, size, 'bilinear', true, context.throwIfInterrupted)
    const second = withChannels(fitted, channels)
    const result = createImage({ ...size, batch: size.batch + getImageSize(second).batch })
    result.data.set(first.data)
    result.data.set(second.data, first.data.length)
    return { result: [result] }
  }
})

export const RepeatImageBatch = defineNode({
  name: 'RepeatImageBatch',
  displayName: 'Repeat Image Batch',
  category: 'image/batch',
  module: MODULE,
  searchAliases: ['duplicate image', 'clone image'],
  inputs: { image: image(), amount: int({ default: 1, min: 1, max: 4096 }) },
  outputs: [{ type: 'IMAGE' }],
  execute: ({ image, amount }) => ({
    result: [withBatch(image, getImageSize(image).batch * amount)]
  })
})

export const ImageFromBatch = defineNode({
  name: 'ImageFromBatch',
  displayName: 'Get Image from Batch',
  category: 'image/batch',
  module: MODULE,
  searchAliases: ['select image', 'pick from batch', 'extract image'],
  inputs: {
    image: image(),
    batch_index: int({ default: 0, min: -MAX_RESOLUTION, max: MAX_RESOLUTION }),
    length: int({ default: 1, min: 1, max: 4096 })
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, batch_index, length }) {
    // Negative indexes count from the end; beyond the ends the nearest picture is taken.
    const { batch } = getImageSize(image)
    const wanted = batch_index < 0 ? batch_index + batch : batch_index
    const start = Math.max(0, Math.min(batch - 1, wanted))
    return { result: [sliceBatch(image, start, Math.min(batch, start + length))] }
  }
})
