import { ditherOrdered, ditherToPalette, mapToPalette } from '../../pixels/applyPalette'
import { createPalette } from '../../pixels/medianCut'
import { toBytes } from '../../pixels/quantise'
import { createImage, getImageSize, sliceBatch, type Tensor } from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { combo, image, int } from '../inputFields'

const DITHERS = ['none', 'floyd-steinberg', 'bayer-2', 'bayer-4', 'bayer-8', 'bayer-16'] as const

function packPixels(picture: Tensor): Uint32Array {
  const bytes = toBytes(picture.data)
  return Uint32Array.from(
    { length: bytes.length / 3 },
    (_, pixel) => (bytes[pixel * 3]! << 16) | (bytes[pixel * 3 + 1]! << 8) | bytes[pixel * 3 + 2]!
  )
}

export const ImageQuantize = defineNode({
  name: 'ImageQuantize',
  displayName: 'Quantize Image',
  category: 'image/filters',
  module: 'comfy_extras.nodes_post_processing',
  inputs: {
    image: image(),
    colors: int({ default: 256, min: 1, max: 256, step: 1 }),
    dither: combo(DITHERS)
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image, colors, dither }, context) {
    const size = getImageSize(image)
    if (size.channels !== 3)
      throw new EngineError('ValueError', 'Only RGB pictures can be quantized.')
    const result = createImage(size)
    for (let item = 0; item < size.batch; item += 1) {
      context.throwIfInterrupted()
      const pixels = packPixels(sliceBatch(image, item, item + 1))
      const picture = { pixels, width: size.width }
      const palette = createPalette(pixels, colors)
      const mapped =
        dither === 'none'
          ? mapToPalette(pixels, palette)
          : dither === 'floyd-steinberg'
            ? ditherToPalette(picture, palette, context.throwIfInterrupted)
            : ditherOrdered(picture, palette, Number(dither.slice('bayer-'.length)))
      for (let pixel = 0; pixel < mapped.length; pixel += 1) {
        const at = (item * mapped.length + pixel) * 3
        const colour = mapped[pixel]!
        result.data[at] = (colour >> 16) / 255
        result.data[at + 1] = ((colour >> 8) & 0xff) / 255
        result.data[at + 2] = (colour & 0xff) / 255
      }
    }
    return { result: [result] }
  }
})
