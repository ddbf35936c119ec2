import { createImage, getImageSize, sliceBatch, type Tensor } from '../tensor/tensor'

/** Drops channels at the end, or adds some with the value 1 (opaque). */
export function withChannels(image: Tensor, channels: number): Tensor {
  const size = getImageSize(image)
  if (size.channels === channels) return image
  const result = createImage({ ...size, channels })
  const pixels = image.data.length / size.channels
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      result.data[pixel * channels + channel] =
        channel < size.channels ? image.data[pixel * size.channels + channel]! : 1
    }
  }
  return result
}

/** Repeats the batch from its start, or cuts it, until it has `count` items. */
export function withBatch(image: Tensor, count: number): Tensor {
  const size = getImageSize(image)
  if (size.batch >= count) return size.batch === count ? image : sliceBatch(image, 0, count)
  const length = image.data.length / size.batch
  const filled = createImage({ ...size, batch: count })
  for (let item = 0; item < count; item += 1) {
    const source = (item % size.batch) * length
    filled.data.set(image.data.subarray(source, source + length), item * length)
  }
  return { ...filled, shape: [count, ...image.shape.slice(1)] }
}

/** A new tensor of the same shape; `operation` gets each number. */
export function mapTensor(image: Tensor, operation: (value: number) => number): Tensor {
  const size = getImageSize(image)
  const result = { ...createImage(size), shape: image.shape }
  for (let index = 0; index < image.data.length; index += 1) {
    result.data[index] = operation(image.data[index]!)
  }
  return result
}
