import { withBatch } from '../../pixels/channels'
import { resizeImage } from '../../pixels/resize'
import { createImage, createTensor, getImageSize } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { image, mask } from '../inputFields'

const MODULE = 'comfy_extras.nodes_compositing'

export const JoinImageWithAlpha = defineNode({
  name: 'JoinImageWithAlpha',
  displayName: 'Join Image with Alpha',
  category: 'image/compositing',
  module: MODULE,
  searchAliases: ['add transparency', 'apply alpha', 'composite alpha', 'RGBA'],
  inputs: { image: image(), alpha: mask() },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, alpha }, context) {
    const size = getImageSize(image)
    const batch = Math.max(size.batch, getImageSize(alpha).batch)
    const colour = withBatch(image, batch)
    const fitted = resizeImage(alpha, size, 'bilinear', false, context.throwIfInterrupted)
    const cover = withBatch(fitted, batch)
    const result = createImage({ ...size, batch, channels: 4 })
    for (let pixel = 0; pixel < cover.data.length; pixel += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        result.data[pixel * 4 + channel] = colour.data[pixel * size.channels + channel]!
      }
      result.data[pixel * 4 + 3] = 1 - cover.data[pixel]!
    }
    return { result: [result] }
  }
})

export const SplitImageWithAlpha = defineNode({
  name: 'SplitImageWithAlpha',
  displayName: 'Split Image with Alpha',
  category: 'image/compositing',
  module: MODULE,
  searchAliases: ['extract alpha', 'separate transparency', 'remove alpha'],
  inputs: { image: image() },
  outputs: [{ type: 'IMAGE' }, { type: 'MASK' }],
  execute({ image }) {
    const { batch, height, width, channels } = getImageSize(image)
    const kept = Math.min(3, channels)
    const colour = createImage({ batch, height, width, channels: kept })
    // A mask is the inverse of alpha; without alpha nothing is masked.
    const cover = createTensor([batch, height, width])
    for (let pixel = 0; pixel < cover.data.length; pixel += 1) {
      for (let channel = 0; channel < kept; channel += 1) {
        colour.data[pixel * kept + channel] = image.data[pixel * channels + channel]!
      }
      if (channels > 3) cover.data[pixel] = 1 - image.data[pixel * channels + 3]!
    }
    return { result: [colour, cover] }
  }
})
