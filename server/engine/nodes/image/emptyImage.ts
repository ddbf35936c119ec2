import { createImage } from '../../tensor/tensor'
import { defineClassicNode } from '../defineNode'
import { int } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

export const EmptyImage = defineClassicNode({
  name: 'EmptyImage',
  displayName: 'Empty Image',
  category: 'image',
  module: 'nodes',
  inputs: {
    width: int({ default: 512, min: 1, max: MAX_RESOLUTION, step: 1 }),
    height: int({ default: 512, min: 1, max: MAX_RESOLUTION, step: 1 }),
    batch_size: int({ default: 1, min: 1, max: 4096 }),
    color: int({ default: 0, min: 0, max: 0xffffff, step: 1, display: 'color' })
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ width, height, batch_size, color }) {
    const image = createImage({ batch: batch_size, height, width, channels: 3 })
    const channels = [(color >> 16) & 0xff, (color >> 8) & 0xff, color & 0xff].map(
      (level) => level / 255
    )
    for (let index = 0; index < image.data.length; index += 3) image.data.set(channels, index)
    return { result: [image] }
  }
})
