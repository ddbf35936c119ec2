import { pasteImage } from '../../pixels/paste'
import { createImage, createTensor, getImageSize } from '../../tensor/tensor'
import { defineClassicNode } from '../defineNode'
import { image, int } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

interface Sides {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** How much of a pixel of the picture may be painted over: more the nearer it is to an edge that was extended. */
function createFeather(
  width: number,
  height: number,
  { left, top, right, bottom }: Sides,
  reach: number
): (x: number, y: number) => number {
  if (reach <= 0 || reach * 2 >= width || reach * 2 >= height) return () => 0
  return (x, y) => {
    const distance = Math.min(
      top > 0 ? y : height,
      bottom > 0 ? height - y : height,
      left > 0 ? x : width,
      right > 0 ? width - x : width
    )
    return distance < reach ? ((reach - distance) / reach) ** 2 : 0
  }
}

const side = () => int({ default: 0, min: 0, max: MAX_RESOLUTION, step: 8 })

export const ImagePadForOutpaint = defineClassicNode({
  name: 'ImagePadForOutpaint',
  displayName: 'Pad Image for Outpainting',
  category: 'image/transform',
  module: 'nodes',
  searchAliases: ['extend canvas', 'expand image'],
  inputs: {
    image: image(),
    left: side(),
    top: side(),
    right: side(),
    bottom: side(),
    feathering: int({ default: 40, min: 0, max: MAX_RESOLUTION, step: 1, advanced: true })
  },
  outputs: [{ type: 'IMAGE' }, { type: 'MASK' }],
  execute({ image, feathering, ...sides }) {
    const size = getImageSize(image)
    const width = size.width + sides.left + sides.right
    const height = size.height + sides.top + sides.bottom
    const padded = createImage({ ...size, width, height })
    padded.data.fill(0.5)
    pasteImage(padded, image, { x: sides.left, y: sides.top })
    const mask = createTensor([1, height, width])
    mask.data.fill(1)
    const feather = createFeather(size.width, size.height, sides, feathering)
    for (let y = 0; y < size.height; y += 1) {
      const row = (sides.top + y) * width + sides.left
      for (let x = 0; x < size.width; x += 1) mask.data[row + x] = feather(x, y)
    }
    return { result: [padded, mask] }
  }
})
