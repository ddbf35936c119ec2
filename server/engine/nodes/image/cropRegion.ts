import { cropRect } from '../../pixels/crop'
import { getImageSize } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { boundingBox, image } from '../inputFields'
import { previewImages } from './saveImage'

export const ImageCropV2 = defineNode({
  name: 'ImageCropV2',
  displayName: 'Crop Image',
  description: 'Crop an image to the specified dimensions.',
  category: 'image/transform',
  module: 'comfy_extras.nodes_images',
  searchAliases: ['crop', 'cut', 'trim'],
  essentialsCategory: 'Image Tools',
  hasIntermediateOutput: true,
  inputs: {
    image: image(),
    crop_region: boundingBox({
      default: { x: 0, y: 0, width: 512, height: 512 },
      socketless: true,
      component: 'ImageCrop'
    })
  },
  outputs: [{ type: 'IMAGE' }],
  async execute({ image, crop_region: region }, context) {
    // What lies outside is cut off, but at least the last pixel remains.
    const size = getImageSize(image)
    const x = Math.min(region.x, size.width - 1)
    const y = Math.min(region.y, size.height - 1)
    const width = Math.min(region.width, size.width - x)
    const height = Math.min(region.height, size.height - y)
    const cropped = cropRect(image, { x, y, width, height })
    const { ui } = await previewImages(cropped, context)
    return { result: [cropped], ...(ui && { ui }) }
  }
})
