import { cropRect } from '../../pixels/crop'
import { createImage, getImageSize, type Tensor } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { combo, image, int } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

const MODULE = 'comfy_extras.nodes_images'

export const ImageCrop = defineNode({
  name: 'ImageCrop',
  displayName: 'Crop Image (DEPRECATED)',
  category: 'image/transform',
  module: MODULE,
  searchAliases: ['trim'],
  essentialsCategory: 'Image Tools',
  isDeprecated: true,
  inputs: {
    image: image(),
    width: int({ default: 512, min: 1, max: MAX_RESOLUTION, step: 1 }),
    height: int({ default: 512, min: 1, max: MAX_RESOLUTION, step: 1 }),
    x: int({ default: 0, min: 0, max: MAX_RESOLUTION, step: 1 }),
    y: int({ default: 0, min: 0, max: MAX_RESOLUTION, step: 1 })
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, ...rect }) {
    // What lies outside is cut off, but at least the last pixel remains.
    const size = getImageSize(image)
    const x = Math.min(rect.x, size.width - 1)
    const y = Math.min(rect.y, size.height - 1)
    const width = Math.min(rect.width, size.width - x)
    const height = Math.min(rect.height, size.height - y)
    return { result: [cropRect(image, { x, y, width, height })] }
  }
})

/** Where the pixels of a turned picture come from: source pixel = origin + x * stepX + y * stepY. */
interface Turn {
  readonly width: number
  readonly height: number
  readonly origin: number
  readonly stepX: number
  readonly stepY: number
}

/** Rearranges the pixels of each picture. */
function turnImage(image: Tensor, { width, height, origin, stepX, stepY }: Turn): Tensor {
  const { batch, channels } = getImageSize(image)
  const result = createImage({ batch, width, height, channels })
  let target = 0
  for (let item = 0; item < batch; item += 1) {
    for (let y = 0; y < height; y += 1) {
      let pixel = item * width * height + origin + y * stepY
      for (let x = 0; x < width; x += 1) {
        for (let channel = 0; channel < channels; channel += 1) {
          result.data[target] = image.data[pixel * channels + channel]!
          target += 1
        }
        pixel += stepX
      }
    }
  }
  return result
}

export const ImageFlip = defineNode({
  name: 'ImageFlip',
  displayName: 'Flip Image',
  category: 'image/transform',
  module: MODULE,
  searchAliases: ['mirror', 'reflect'],
  inputs: {
    image: image(),
    flip_method: combo(['x-axis: vertically', 'y-axis: horizontally'])
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, flip_method }) {
    const { width, height } = getImageSize(image)
    const turn =
      flip_method === 'x-axis: vertically'
        ? { origin: (height - 1) * width, stepX: 1, stepY: -width }
        : { origin: width - 1, stepX: -1, stepY: width }
    return { result: [turnImage(image, { width, height, ...turn })] }
  }
})

const ROTATIONS = ['none', '90 degrees', '180 degrees', '270 degrees'] as const

/** Clockwise. */
function createRotation(image: Tensor, rotation: (typeof ROTATIONS)[number]): Turn {
  const { width, height } = getImageSize(image)
  const across = { width: height, height: width }
  switch (rotation) {
    case '90 degrees':
      return { ...across, origin: (height - 1) * width, stepX: -width, stepY: 1 }
    case '180 degrees':
      return { width, height, origin: width * height - 1, stepX: -1, stepY: -width }
    case '270 degrees':
      return { ...across, origin: width - 1, stepX: width, stepY: -1 }
    case 'none':
      return { width, height, origin: 0, stepX: 1, stepY: width }
  }
}

export const ImageRotate = defineNode({
  name: 'ImageRotate',
  displayName: 'Rotate Image',
  category: 'image/transform',
  module: MODULE,
  searchAliases: ['turn', 'flip orientation'],
  essentialsCategory: 'Image Tools',
  inputs: { image: image(), rotation: combo(ROTATIONS) },
  outputs: [{ type: 'IMAGE' }],
  execute: ({ image, rotation }) => ({
    result: [rotation === 'none' ? image : turnImage(image, createRotation(image, rotation))]
  })
})

export const GetImageSize = defineNode({
  name: 'GetImageSize',
  displayName: 'Get Image Size',
  description: 'Returns width and height of the image, and passes it through unchanged.',
  category: 'image',
  module: MODULE,
  searchAliases: ['dimensions', 'resolution', 'image info'],
  inputs: { image: image() },
  hidden: { unique_id: 'UNIQUE_ID' },
  outputs: [
    { type: 'INT', name: 'width' },
    { type: 'INT', name: 'height' },
    { type: 'INT', name: 'batch_size' }
  ],
  execute({ image }, context) {
    const { width, height, batch } = getImageSize(image)
    context.text(`width: ${width}, height: ${height}\n batch size: ${batch}`)
    return { result: [width, height, batch] }
  }
})
