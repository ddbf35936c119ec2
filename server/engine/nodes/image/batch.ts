import { withBatch, withChannels } from '../../pixels/channels'
import type { Checkpoint } from '../../pixels/checkpoint'
import { resizeImage } from '../../pixels/resize'
import { createImage, getImageSize, sliceBatch, type Tensor } from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { defineClassicNode, defineNode } from '../defineNode'
import { autogrow, image, int } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

const MODULE = 'comfy_extras.nodes_images'

/** One batch of all: in the size of the first picture, cut to its proportions; alpha is added where some have it. */
function joinPictures(pictures: readonly Tensor[], check: Checkpoint): Tensor {
  const [first] = pictures
  if (!first) throw new EngineError('ValueError', 'No images to batch.')
  const channels = Math.max(...pictures.map((picture) => getImageSize(picture).channels))
  const size = { ...getImageSize(first), channels }
  const fitted = pictures.map((picture) =>
    withChannels(resizeImage(picture, size, 'bilinear', true, check), channels)
  )
  const batch = fitted.reduce((sum, picture) => sum + getImageSize(picture).batch, 0)
  const result = createImage({ ...size, batch })
  let at = 0
  for (const { data } of fitted) {
    result.data.set(data, at)
    at += data.length
  }
  return result
}

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
    return { result: [joinPictures([image1, image2], context.throwIfInterrupted)] }
  }
})

export const BatchImagesNode = defineNode({
  name: 'BatchImagesNode',
  displayName: 'Batch Images',
  category: 'image/batch',
  module: 'comfy_extras.nodes_post_processing',
  searchAliases: [
    'batch',
    'image batch',
    'batch images',
    'combine images',
    'merge images',
    'stack images'
  ],
  essentialsCategory: 'Image Tools',
  inputs: { images: autogrow('image', image(), { prefix: 'image', min: 1, max: 50 }) },
  outputs: [{ type: 'IMAGE' }],
  execute: ({ images }, context) => ({
    result: [joinPictures(Object.values(images), context.throwIfInterrupted)]
  })
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
