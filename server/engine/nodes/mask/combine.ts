import { withBatch } from '../../pixels/channels'
import { roundHalfEven } from '../../pixels/round'
import { createTensor, getImageSize, type Tensor } from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { combo, image, int, mask } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

const MODULE = 'comfy_extras.nodes_mask'

const isSet = (value: number) => roundHalfEven(value) !== 0

const OPERATIONS = {
  multiply: (a, b) => a * b,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  and: (a, b) => Number(isSet(a) && isSet(b)),
  or: (a, b) => Number(isSet(a) || isSet(b)),
  xor: (a, b) => Number(isSet(a) !== isSet(b))
} as const satisfies Readonly<Record<string, (a: number, b: number) => number>>

type Operation = keyof typeof OPERATIONS

/** One mask goes with every item of a batch; other batches have to be equal. */
function matchBatches(destination: Tensor, source: Tensor): Tensor {
  const [first, second] = [getImageSize(destination).batch, getImageSize(source).batch]
  if (second === first) return source
  if (second === 1) return withBatch(source, first)
  throw new EngineError(
    'RuntimeError',
    `The size of tensor a (${first}) must match the size of tensor b (${second}) at non-singleton dimension 0`
  )
}

const clamp = (value: number) => (value < 0 ? 0 : value > 1 ? 1 : value)

function combineMasks(
  destination: Tensor,
  given: Tensor,
  at: { x: number; y: number },
  operation: Operation
): Tensor {
  const { batch, height, width } = getImageSize(destination)
  const source = matchBatches(destination, given)
  const over = getImageSize(source)
  const combine: (a: number, b: number) => number = OPERATIONS[operation]
  const result = createTensor([batch, height, width])
  result.data.set(destination.data)
  const right = Math.min(width, at.x + over.width)
  const bottom = Math.min(height, at.y + over.height)
  for (let item = 0; item < batch; item += 1) {
    for (let y = at.y; y < bottom; y += 1) {
      const row = (item * height + y) * width
      const overRow = (item * over.height + y - at.y) * over.width - at.x
      for (let x = at.x; x < right; x += 1) {
        result.data[row + x] = combine(result.data[row + x]!, source.data[overRow + x]!)
      }
    }
  }
  for (let index = 0; index < result.data.length; index += 1) {
    result.data[index] = clamp(result.data[index]!)
  }
  return result
}

export const MaskComposite = defineNode({
  name: 'MaskComposite',
  displayName: 'Combine Masks',
  category: 'image/mask',
  module: MODULE,
  searchAliases: ['combine masks', 'blend masks', 'layer masks', 'masks composition'],
  inputs: {
    destination: mask(),
    source: mask(),
    x: int({ default: 0, min: 0, max: MAX_RESOLUTION, step: 1 }),
    y: int({ default: 0, min: 0, max: MAX_RESOLUTION, step: 1 }),
    operation: combo(Object.keys(OPERATIONS) as Operation[])
  },
  outputs: [{ type: 'MASK' }],
  execute: ({ destination, source, x, y, operation }) => ({
    result: [combineMasks(destination, source, { x, y }, operation)]
  })
})

/** 0..255, as ComfyUI rounds it. */
const toLevel = (value: number) => roundHalfEven(Math.fround(255 * clamp(value)))

export const ImageColorToMask = defineNode({
  name: 'ImageColorToMask',
  displayName: 'Convert Image Color to Mask',
  category: 'image/mask',
  module: MODULE,
  searchAliases: ['color keying', 'chroma key'],
  inputs: {
    image: image(),
    color: int({ default: 0, min: 0, max: 0xffffff, step: 1, display: 'number' })
  },
  outputs: [{ type: 'MASK' }],
  execute({ image, color }) {
    const { batch, height, width, channels } = getImageSize(image)
    const result = createTensor([batch, height, width])
    const wanted = [(color >> 16) & 0xff, (color >> 8) & 0xff, color & 0xff]
    for (let pixel = 0; pixel < result.data.length; pixel += 1) {
      const matches = wanted.every(
        (level, channel) => toLevel(image.data[pixel * channels + channel] ?? 0) === level
      )
      result.data[pixel] = matches ? 1 : 0
    }
    return { result: [result] }
  }
})
