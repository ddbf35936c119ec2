import { defineNode } from '../defineNode'
import { previewImages, SAVE_HIDDEN } from '../image/saveImage'
import { mask } from '../inputFields'
import { paintMask } from './masks'

export const MaskPreview = defineNode({
  name: 'MaskPreview',
  displayName: 'Preview Mask',
  description: 'Preview the masks without saving them to the ComfyUI output directory.',
  category: 'image/mask',
  module: 'comfy_extras.nodes_mask',
  searchAliases: ['show mask', 'view mask', 'inspect mask', 'debug mask'],
  inputs: { mask: mask() },
  hidden: SAVE_HIDDEN,
  outputs: [{ type: 'MASK', name: 'mask' }],
  isOutputNode: true,
  async execute({ mask }, context) {
    const { ui } = await previewImages(paintMask(mask), context)
    return { result: [mask], ui: { ...ui, animated: [false] } }
  }
})
