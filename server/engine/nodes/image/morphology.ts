import { detectEdges } from '../../pixels/canny'
import { applyMorphology, MORPHOLOGY } from '../../pixels/morphology'
import { defineNode } from '../defineNode'
import { combo, float, image, int } from '../inputFields'

export const Morphology = defineNode({
  name: 'Morphology',
  displayName: 'Apply Morphology',
  category: 'image/filters',
  module: 'comfy_extras.nodes_morphology',
  searchAliases: ['erode', 'dilate'],
  inputs: {
    image: image(),
    operation: combo(MORPHOLOGY),
    kernel_size: int({ default: 3, min: 3, max: 999, step: 1 })
  },
  outputs: [{ type: 'IMAGE' }],
  execute: ({ image, operation, kernel_size }, context) => ({
    result: [applyMorphology(image, operation, kernel_size, context.throwIfInterrupted)]
  })
})

export const Canny = defineNode({
  name: 'Canny',
  displayName: 'Detect Edges (Canny)',
  category: 'image/filters',
  module: 'comfy_extras.nodes_canny',
  searchAliases: ['edge detection', 'outline', 'contour detection', 'line art'],
  essentialsCategory: 'Image Tools',
  inputs: {
    image: image(),
    low_threshold: float({ default: 0.4, min: 0.01, max: 0.99, step: 0.01 }),
    high_threshold: float({ default: 0.8, min: 0.01, max: 0.99, step: 0.01 })
  },
  outputs: [{ type: 'IMAGE' }],
  execute: ({ image, low_threshold, high_threshold }, context) => ({
    result: [detectEdges(image, low_threshold, high_threshold, context.throwIfInterrupted)]
  })
})
