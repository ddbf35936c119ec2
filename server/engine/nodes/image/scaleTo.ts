import { roundHalfEven } from '../../pixels/round'
import { resizeImage, UPSCALE_METHODS } from '../../pixels/resize'
import { pasteImage } from '../../pixels/paste'
import { createImage, getImageSize } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { combo, float, image, int } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

/** Pixels that ComfyUI calls a megapixel. */
const MEGAPIXEL = 1024 * 1024

export const ImageScaleToTotalPixels = defineNode({
  name: 'ImageScaleToTotalPixels',
  displayName: 'Scale Image to Total Pixels',
  category: 'image/upscaling',
  module: 'comfy_extras.nodes_post_processing',
  inputs: {
    image: image(),
    upscale_method: combo(UPSCALE_METHODS),
    megapixels: float({ default: 1, min: 0.01, max: 16, step: 0.01 }),
    resolution_steps: int({ advanced: true, default: 1, min: 1, max: 256 })
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, upscale_method, megapixels, resolution_steps: step }, context) {
    const own = getImageSize(image)
    const scale = Math.sqrt((megapixels * MEGAPIXEL) / (own.width * own.height))
    const fit = (side: number) => roundHalfEven((side * scale) / step) * step
    const size = { width: fit(own.width), height: fit(own.height) }
    return { result: [resizeImage(image, size, upscale_method, false, context.throwIfInterrupted)] }
  }
})

export const ImageScaleToMaxDimension = defineNode({
  name: 'ImageScaleToMaxDimension',
  displayName: 'Scale Image to Max Dimension',
  category: 'image/upscaling',
  module: 'comfy_extras.nodes_images',
  inputs: {
    image: image(),
    // ComfyUI lists one method twice.
    upscale_method: combo(['area', 'lanczos', 'bilinear', 'nearest-exact', 'bilinear', 'bicubic']),
    largest_size: int({ default: 512, min: 0, max: MAX_RESOLUTION, step: 1 })
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, upscale_method, largest_size: largest }, context) {
    const { width, height } = getImageSize(image)
    const size = {
      width: width >= height ? largest : roundHalfEven((width / height) * largest),
      height: height >= width ? largest : roundHalfEven((height / width) * largest)
    }
    return { result: [resizeImage(image, size, upscale_method, false, context.throwIfInterrupted)] }
  }
})

export const ResizeAndPadImage = defineNode({
  name: 'ResizeAndPadImage',
  displayName: 'Resize And Pad Image',
  category: 'image/transform',
  module: 'comfy_extras.nodes_images',
  searchAliases: ['fit to size'],
  inputs: {
    image: image(),
    target_width: int({ default: 512, min: 1, max: MAX_RESOLUTION, step: 1 }),
    target_height: int({ default: 512, min: 1, max: MAX_RESOLUTION, step: 1 }),
    padding_color: combo(['white', 'black'], { advanced: true }),
    interpolation: combo(['area', 'bicubic', 'nearest-exact', 'bilinear', 'lanczos'], {
      advanced: true
    })
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, target_width, target_height, padding_color, interpolation }, context) {
    const { batch, width, height, channels } = getImageSize(image)
    const scale = Math.min(target_width / width, target_height / height)
    const size = { width: Math.trunc(width * scale), height: Math.trunc(height * scale) }
    const fitted = resizeImage(image, size, interpolation, false, context.throwIfInterrupted)
    const padded = createImage({ batch, width: target_width, height: target_height, channels })
    if (padding_color === 'white') padded.data.fill(1)
    pasteImage(padded, fitted, {
      x: Math.floor((target_width - size.width) / 2),
      y: Math.floor((target_height - size.height) / 2)
    })
    return { result: [padded] }
  }
})
