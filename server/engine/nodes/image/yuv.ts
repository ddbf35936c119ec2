import { fromYuv, toYuv } from '../../pixels/yuv'
import { createImage, getImageSize, type Tensor } from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { image } from '../inputFields'

const MODULE = 'comfy_extras.nodes_morphology'
const CATEGORY = 'image/color'
const searchAliases = ['color space conversion']

function requireColour(picture: Tensor): number {
  const { channels } = getImageSize(picture)
  if (channels >= 3) return channels
  throw new EngineError(
    'ValueError',
    `Input size must have a shape of (*, 3, H, W), got ${channels}`
  )
}

export const ImageRGBToYUV = defineNode({
  name: 'ImageRGBToYUV',
  displayName: 'Image RGB to YUV',
  category: CATEGORY,
  module: MODULE,
  searchAliases,
  inputs: { image: image() },
  outputs: [
    { type: 'IMAGE', name: 'Y' },
    { type: 'IMAGE', name: 'U' },
    { type: 'IMAGE', name: 'V' }
  ],
  execute({ image }) {
    const channels = requireColour(image)
    const size = { ...getImageSize(image), channels: 3 }
    const results = [createImage(size), createImage(size), createImage(size)] as const
    for (let pixel = 0; pixel < image.data.length / channels; pixel += 1) {
      const at = pixel * channels
      const yuv = toYuv(image.data[at]!, image.data[at + 1]!, image.data[at + 2]!)
      for (const [index, { data }] of results.entries()) {
        data.fill(yuv[index]!, pixel * 3, pixel * 3 + 3)
      }
    }
    return { result: results }
  }
})

/** The mean of the first three channels of each pixel. */
function flatten(picture: Tensor): Float32Array {
  const { channels } = getImageSize(picture)
  const used = Math.min(3, channels)
  return Float32Array.from({ length: picture.data.length / channels }, (_, pixel) => {
    let sum = 0
    for (let channel = 0; channel < used; channel += 1)
      sum += picture.data[pixel * channels + channel]!
    return sum / used
  })
}

export const ImageYUVToRGB = defineNode({
  name: 'ImageYUVToRGB',
  displayName: 'Image YUV to RGB',
  category: CATEGORY,
  module: MODULE,
  searchAliases,
  inputs: { Y: image(), U: image(), V: image() },
  outputs: [{ type: 'IMAGE' }],
  execute({ Y, U, V }) {
    const [y, u, v] = [flatten(Y), flatten(U), flatten(V)]
    if (y.length !== u.length || y.length !== v.length)
      throw new EngineError('RuntimeError', 'Sizes of tensors must match except in dimension 3.')
    const result = createImage({ ...getImageSize(Y), channels: 3 })
    for (let pixel = 0; pixel < y.length; pixel += 1) {
      result.data.set(fromYuv(y[pixel]!, u[pixel]!, v[pixel]!), pixel * 3)
    }
    return { result: [result] }
  }
})
