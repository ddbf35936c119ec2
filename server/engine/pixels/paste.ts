import { getImageSize, type Tensor } from '../tensor/tensor'

/**
 * Copies each picture of a batch into the one of the same number, which has to have room for it and as many channels.
 */
export function pasteImage(target: Tensor, source: Tensor, at: { x: number; y: number }): void {
  const to = getImageSize(target)
  const from = getImageSize(source)
  const length = from.width * from.channels
  for (let item = 0; item < from.batch; item += 1) {
    for (let y = 0; y < from.height; y += 1) {
      const start = (item * from.height + y) * length
      const place = ((item * to.height + at.y + y) * to.width + at.x) * to.channels
      target.data.set(source.data.subarray(start, start + length), place)
    }
  }
}
