import { resizeImage, UPSCALE_METHODS } from '../../pixels/resize'
import { roundHalfEven } from '../../pixels/round'
import { getImageSize } from '../../tensor/tensor'
import { defineClassicNode } from '../defineNode'
import { choice, float, image, int } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

export const ImageScale = defineClassicNode({
  name: 'ImageScale',
  displayName: 'Upscale Image',
  category: 'image/upscaling',
  module: 'nodes',
  searchAliases: [
    'resize',
    'resize image',
    'scale image',
    'image resize',
    'zoom',
    'zoom in',
    'change size'
  ],
  essentialsCategory: 'Image Tools',
  inputs: {
    image: image(),
    upscale_method: choice(UPSCALE_METHODS),
    width: int({ default: 512, min: 0, max: MAX_RESOLUTION, step: 1 }),
    height: int({ default: 512, min: 0, max: MAX_RESOLUTION, step: 1 }),
    crop: choice(['disabled', 'center'])
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, upscale_method, width, height, crop }, context) {
    // A side of 0 follows from the other one; both 0 leaves the picture alone.
    if (width === 0 && height === 0) return { result: [image] }
    const own = getImageSize(image)
    const size = {
      width: width || Math.max(1, roundHalfEven((own.width * height) / own.height)),
      height: height || Math.max(1, roundHalfEven((own.height * width) / own.width))
    }
    const scaled = resizeImage(
      image,
      size,
      upscale_method,
      crop === 'center',
      context.throwIfInterrupted
    )
    return { result: [scaled] }
  }
})

export const ImageScaleBy = defineClassicNode({
  name: 'ImageScaleBy',
  displayName: 'Upscale Image By',
  category: 'image/upscaling',
  module: 'nodes',
  essentialsCategory: 'Image Tools',
  inputs: {
    image: image(),
    upscale_method: choice(UPSCALE_METHODS),
    scale_by: float({ default: 1, min: 0.01, max: 8, step: 0.01 })
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, upscale_method, scale_by }, context) {
    const own = getImageSize(image)
    const size = {
      width: roundHalfEven(own.width * scale_by),
      height: roundHalfEven(own.height * scale_by)
    }
    return { result: [resizeImage(image, size, upscale_method, false, context.throwIfInterrupted)] }
  }
})
