import type { Checkpoint } from '../../pixels/checkpoint'
import { withBatch, withChannels } from '../../pixels/channels'
import { resizeImage } from '../../pixels/resize'
import { createImage, getImageSize, type Tensor } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { boolean, image, int, mask, optional } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

interface Composite {
  readonly destination: Tensor
  readonly source: Tensor
  readonly mask: Tensor | undefined
  readonly x: number
  readonly y: number
  readonly check: Checkpoint
}

/** Mixes the source over the destination where both are; the mask says how much of the source shows. */
function compositeImages({ destination, source, mask, x, y, check }: Composite): Tensor {
  const size = getImageSize(destination)
  const { batch, width, height, channels } = size
  const over = withBatch(source, batch)
  const overSize = getImageSize(over)
  const cover = mask && withBatch(resizeImage(mask, overSize, 'bilinear', false, check), batch)
  const result = createImage(size)
  result.data.set(destination.data)
  const columns = Math.min(overSize.width, width - x)
  const rows = Math.min(overSize.height, height - y)
  for (let item = 0; item < batch; item += 1) {
    for (let row = 0; row < rows; row += 1) {
      check()
      const overRow = (item * overSize.height + row) * overSize.width
      const targetRow = (item * height + y + row) * width + x
      for (let column = 0; column < columns; column += 1) {
        const amount = cover ? cover.data[overRow + column]! : 1
        for (let channel = 0; channel < channels; channel += 1) {
          const target = (targetRow + column) * channels + channel
          const value = over.data[(overRow + column) * channels + channel]!
          result.data[target] = amount * value + (1 - amount) * destination.data[target]!
        }
      }
    }
  }
  return result
}

export const ImageCompositeMasked = defineNode({
  name: 'ImageCompositeMasked',
  displayName: 'Image Composite Masked',
  category: 'image/compositing',
  module: 'comfy_extras.nodes_mask',
  searchAliases: ['overlay', 'layer', 'paste image', 'images composition'],
  inputs: {
    destination: image(),
    source: image(),
    x: int({ default: 0, min: 0, max: MAX_RESOLUTION, step: 1 }),
    y: int({ default: 0, min: 0, max: MAX_RESOLUTION, step: 1 }),
    resize_source: boolean({ default: false }),
    mask: optional(mask())
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ destination, source, x, y, resize_source, mask }, context) {
    const size = getImageSize(destination)
    const check = context.throwIfInterrupted
    const sized = resize_source ? resizeImage(source, size, 'bilinear', false, check) : source
    const fitted = withChannels(sized, size.channels)
    const at = { x: Math.min(x, size.width), y: Math.min(y, size.height) }
    return { result: [compositeImages({ destination, source: fitted, mask, ...at, check })] }
  }
})
