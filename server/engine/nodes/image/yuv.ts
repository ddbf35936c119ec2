import { fromYuv, toYuv } from '../../pixels/yuv'
import { createImage, getImageSize, type Tensor } from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { image } from '../inputFields'

const MODULE = 'comfy_extras.nodes_morphology'
const CATEGORY = 'image/color'
const searchAliases = ['color space conversion']

function requireColour(picture: Tensor): void {
  const { batch, height, width, channels } = getImageSize(picture)
  if (channels === 3) return
  const size = [batch, channels, height, width].join(', ')
  throw new EngineError(
    'ValueError',
    `Input size must have a shape of (*, 3, H, W). Got torch.Size([${size}])`
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
    requireColour(image)
    const size = getImageSize(image)
    const results = [createImage(size), createImage(size), createImage(size)] as const
    for (let pixel = 0; pixel < image.data.length / 3; pixel += 1) {
      const at = pixel * 3
      const yuv = toYuv(image.data[at]!, image.data[at + 1]!, image.data[at + 2]!)
      for (const [index, { data }] of results.entries()) {
        data.fill(yuv[index]!, pixel * 3, pixel * 3 + 3)
      }
    }
    return { result: results }
  }
})

/** The mean of all channels of each pixel. */
function flatten(picture: Tensor): Float32Array {
  const { channels } = getImageSize(picture)
  return Float32Array.from({ length: picture.data.length / channels }, (_, pixel) => {
    let sum = 0
    for (let channel = 0; channel < channels; channel += 1)
      sum = Math.fround(sum + picture.data[pixel * channels + channel]!)
    return sum / channels
  })
}

/** @throws EngineError when one is not of the first one's size */
function requireSameSize([first, ...others]: readonly [Tensor, ...Tensor[]]): void {
  for (const [index, other] of others.entries()) {
    const dimension = [0, 1, 2].find((at) => other.shape[at] !== first.shape[at])
    if (dimension === undefined) continue
    throw new EngineError(
      'RuntimeError',
      `Sizes of tensors must match except in dimension 3. Expected size ${first.shape[dimension]} but got size ${other.shape[dimension]} for tensor number ${index + 1} in the list.`
    )
  }
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
    requireSameSize([Y, U, V])
    const [y, u, v] = [flatten(Y), flatten(U), flatten(V)]
    const result = createImage({ ...getImageSize(Y), channels: 3 })
    for (let pixel = 0; pixel < y.length; pixel += 1) {
      result.data.set(fromYuv(y[pixel]!, u[pixel]!, v[pixel]!), pixel * 3)
    }
    return { result: [result] }
  }
})
