import type { Checkpoint } from '../../pixels/checkpoint'
import { compositePixels, PORTER_DUFF, type PorterDuffMode } from '../../pixels/porterDuff'
import { resizeImage } from '../../pixels/resize'
import {
  createImage,
  createTensor,
  getImageSize,
  sliceBatch,
  type Tensor
} from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { combo, image, mask } from '../inputFields'

const MODES = Object.keys(PORTER_DUFF) as PorterDuffMode[]

interface Sides {
  readonly source: Tensor
  readonly sourceMask: Tensor
  readonly destination: Tensor
  readonly destinationMask: Tensor
}

/** All sides in the size of the destination, cut to the shortest batch. */
function fitSides(sides: Sides, check: Checkpoint): Sides {
  const size = getImageSize(sides.destination)
  if (getImageSize(sides.source).channels !== size.channels) {
    // As bare as Python's assertion.
    throw new EngineError('AssertionError', '')
  }
  const batch = Math.min(...Object.values(sides).map((side: Tensor) => getImageSize(side).batch))
  const cut = (tensor: Tensor) => sliceBatch(tensor, 0, batch)
  const source = resizeImage(cut(sides.source), size, 'bicubic', true, check)
  return {
    source,
    destination: cut(sides.destination),
    sourceMask: resizeImage(cut(sides.sourceMask), size, 'bicubic', true, check),
    destinationMask: resizeImage(cut(sides.destinationMask), size, 'bicubic', true, check)
  }
}

export const PorterDuffImageComposite = defineNode({
  name: 'PorterDuffImageComposite',
  displayName: 'Porter-Duff Image Composite',
  category: 'image/compositing',
  module: 'comfy_extras.nodes_compositing',
  searchAliases: ['alpha composite', 'blend modes', 'layer blend', 'transparency blend'],
  inputs: {
    source: image(),
    source_alpha: mask(),
    destination: image(),
    destination_alpha: mask(),
    mode: combo(MODES, { default: 'DST' })
  },
  outputs: [{ type: 'IMAGE' }, { type: 'MASK' }],
  execute({ source, source_alpha, destination, destination_alpha, mode }, context) {
    const check = context.throwIfInterrupted
    const sides = {
      source,
      destination,
      sourceMask: source_alpha,
      destinationMask: destination_alpha
    }
    const fitted = fitSides(sides, check)
    const size = getImageSize(fitted.destination)
    const colour = createImage(size)
    const cover = createTensor([size.batch, size.height, size.width])
    const pixels = {
      source: fitted.source.data,
      destination: fitted.destination.data,
      sourceMask: fitted.sourceMask.data,
      destinationMask: fitted.destinationMask.data
    }
    const into = { colour: colour.data, mask: cover.data }
    for (let start = 0; start < cover.data.length; start += size.width) {
      check()
      compositePixels(mode, pixels, into, [start, start + size.width])
    }
    return { result: [colour, cover] }
  }
})
