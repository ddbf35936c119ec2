import { createTensor, getImageSize, type Tensor } from '../tensor/tensor'

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A part of each picture of the batch. The rectangle has to lie within the picture. */
export function cropRect(image: Tensor, rect: Rect): Tensor {
  const { batch, height, width, channels } = getImageSize(image)
  const shape = [batch, rect.height, rect.width, ...image.shape.slice(3)]
  const result = createTensor(shape)
  const rowLength = rect.width * channels
  let target = 0
  for (let item = 0; item < batch; item += 1) {
    for (let y = 0; y < rect.height; y += 1) {
      const start = ((item * height + rect.y + y) * width + rect.x) * channels
      result.data.set(image.data.subarray(start, start + rowLength), target)
      target += rowLength
    }
  }
  return result
}
