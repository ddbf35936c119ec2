import { mapTensor } from '../../pixels/channels'
import { defineClassicNode } from '../defineNode'
import { image } from '../inputFields'

export const ImageInvert = defineClassicNode({
  name: 'ImageInvert',
  displayName: 'Invert Image Colors',
  category: 'image/color',
  module: 'nodes',
  searchAliases: ['reverse colors'],
  essentialsCategory: 'Image Tools',
  inputs: { image: image() },
  outputs: [{ type: 'IMAGE' }],
  execute: ({ image }) => ({ result: [mapTensor(image, (value) => 1 - value)] })
})
