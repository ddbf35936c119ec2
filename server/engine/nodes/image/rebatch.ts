import { createTensor, sliceBatch, type Tensor } from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { imageList, intList } from '../inputFields'

function requireSameSize([first, ...others]: readonly Tensor[]): void {
  const size = first?.shape.slice(1).join(' x ')
  for (const other of others) {
    const own = other.shape.slice(1).join(' x ')
    if (own === size) continue
    throw new EngineError(
      'RuntimeError',
      `Sizes of tensors must match except in dimension 0. Expected ${size} but got ${own}`
    )
  }
}

/** Joins pictures of one size to a batch. */
function joinBatch(pictures: readonly Tensor[]): Tensor {
  requireSameSize(pictures)
  const [, ...size] = pictures[0]!.shape
  const result = createTensor([pictures.length, ...size])
  for (const [index, { data }] of pictures.entries()) result.data.set(data, index * data.length)
  return result
}

export const RebatchImages = defineNode({
  name: 'RebatchImages',
  displayName: 'Rebatch Images',
  category: 'image/batch',
  module: 'comfy_extras.nodes_rebatch',
  isInputList: true,
  inputs: { images: imageList(), batch_size: intList({ default: 1, min: 1, max: 4096 }) },
  outputs: [{ type: 'IMAGE', isList: true }],
  execute({ images, batch_size: [size = 1] }) {
    const pictures = images.flatMap((batch) =>
      Array.from({ length: batch.shape[0] ?? 1 }, (_, item) => sliceBatch(batch, item, item + 1))
    )
    const batches: Tensor[] = []
    for (let start = 0; start < pictures.length; start += size) {
      batches.push(joinBatch(pictures.slice(start, start + size)))
    }
    return { result: [batches] }
  }
})
