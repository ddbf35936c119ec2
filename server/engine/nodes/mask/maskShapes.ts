import type { Checkpoint } from '../../pixels/checkpoint'
import { cropRect } from '../../pixels/crop'
import { createTensor, getImageSize, type Tensor } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { boolean, int, mask } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

const MODULE = 'comfy_extras.nodes_mask'
const CATEGORY = 'image/mask'

const place = () => int({ default: 0, min: 0, max: MAX_RESOLUTION, step: 1 })
const length = () => int({ default: 512, min: 1, max: MAX_RESOLUTION, step: 1 })

export const CropMask = defineNode({
  name: 'CropMask',
  displayName: 'Crop Mask',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['cut mask', 'extract mask region', 'mask slice'],
  inputs: { mask: mask(), x: place(), y: place(), width: length(), height: length() },
  outputs: [{ type: 'MASK' }],
  execute({ mask, ...rect }) {
    // What lies outside is cut off, down to nothing.
    const size = getImageSize(mask)
    const x = Math.min(rect.x, size.width)
    const y = Math.min(rect.y, size.height)
    const width = Math.min(rect.width, size.width - x)
    const height = Math.min(rect.height, size.height - y)
    return { result: [cropRect(mask, { x, y, width, height })] }
  }
})

function copyMask(source: Tensor): Tensor {
  const { batch, height, width } = getImageSize(source)
  const result = createTensor([batch, height, width])
  result.data.set(source.data)
  return result
}

/** Multiplies one column, or one row, of every mask. */
function scaleLine(target: Tensor, isColumn: boolean, at: number, rate: number): void {
  const factor = Math.fround(rate)
  const { batch, height, width } = getImageSize(target)
  for (let item = 0; item < batch; item += 1) {
    const first = item * width * height + (isColumn ? at : at * width)
    const count = isColumn ? height : width
    const step = isColumn ? width : 1
    for (let index = 0; index < count; index += 1) target.data[first + index * step]! *= factor
  }
}

export const FeatherMask = defineNode({
  name: 'FeatherMask',
  displayName: 'Feather Mask',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['soft edge mask', 'blur mask edges', 'gradient mask edge'],
  inputs: { mask: mask(), left: place(), top: place(), right: place(), bottom: place() },
  outputs: [{ type: 'MASK' }],
  execute({ mask, left, top, right, bottom }) {
    const result = copyMask(mask)
    const { height, width } = getImageSize(mask)
    const [wide, tall] = [Math.min(left, width), Math.min(top, height)]
    const [farWide, farTall] = [Math.min(right, width), Math.min(bottom, height)]
    for (let x = 0; x < wide; x += 1) scaleLine(result, true, x, (x + 1) / wide)
    for (let x = 0; x < farWide; x += 1) scaleLine(result, true, width - 1 - x, (x + 1) / farWide)
    for (let y = 0; y < tall; y += 1) scaleLine(result, false, y, (y + 1) / tall)
    for (let y = 0; y < farTall; y += 1) {
      scaleLine(result, false, height - 1 - y, (y + 1) / farTall)
    }
    return { result: [result] }
  }
})

/** The offsets of a pixel's neighbours: a cross, and with corners the whole square. */
function listNeighbours(corners: boolean): readonly (readonly [number, number])[] {
  const cross = [
    [0, -1],
    [-1, 0],
    [1, 0],
    [0, 1]
  ] as const
  if (!corners) return cross
  return [...cross, [-1, -1], [1, -1], [-1, 1], [1, 1]]
}

interface Growth {
  readonly grows: boolean
  readonly corners: boolean
}

/** Every pixel becomes the largest (or smallest) of itself and its neighbours. @returns whether any changed */
function growOnce(source: Tensor, target: Tensor, { grows, corners }: Growth): boolean {
  const { batch, height, width } = getImageSize(source)
  const around = listNeighbours(corners)
  let changed = false
  for (let row = 0; row < batch * height; row += 1) {
    const y = row % height
    for (let x = 0; x < width; x += 1) {
      const at = row * width + x
      let best = source.data[at]!
      for (const [dx, dy] of around) {
        if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue
        const value = source.data[at + dy * width + dx]!
        if (grows ? value > best : value < best) best = value
      }
      target.data[at] = best
      changed ||= best !== source.data[at]
    }
  }
  return changed
}

function growMask(mask: Tensor, steps: number, growth: Growth, check: Checkpoint): Tensor {
  let result = copyMask(mask)
  let next = copyMask(mask)
  for (let step = 0; step < steps; step += 1) {
    check()
    if (!growOnce(result, next, growth)) break
    ;[result, next] = [next, result]
  }
  return result
}

export const GrowMask = defineNode({
  name: 'GrowMask',
  displayName: 'Grow Mask',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['expand mask', 'shrink mask'],
  inputs: {
    mask: mask(),
    expand: int({ default: 0, min: -MAX_RESOLUTION, max: MAX_RESOLUTION, step: 1 }),
    tapered_corners: boolean({ advanced: true, default: true })
  },
  outputs: [{ type: 'MASK' }],
  execute({ mask, expand, tapered_corners }, context) {
    const growth = { grows: expand > 0, corners: !tapered_corners }
    return { result: [growMask(mask, Math.abs(expand), growth, context.throwIfInterrupted)] }
  }
})
