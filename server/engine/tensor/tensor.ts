import { threadId } from 'node:worker_threads'
import { EngineError } from '../values/engineError'
import { allocateShared, noteSharedBytes } from './sharedMemory'

/**
 * Numbers in memory that all threads share. Images are [batch, height, width, channels] in 0..1, masks
 * [batch, height, width]; float32, as ComfyUI's. Once a node has returned a tensor nobody writes to it any more.
 */
export interface Tensor {
  readonly kind: 'tensor'
  /** Names the memory: the same in every thread, and shared by views. */
  readonly bufferId: string
  readonly shape: readonly number[]
  readonly data: Float32Array
}

let counter = 0

export function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && (value as Tensor).kind === 'tensor'
}

/** A new tensor of zeros. @throws EngineError when there is not enough memory */
export function createTensor(shape: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1)
  const data = new Float32Array(allocateShared(length * Float32Array.BYTES_PER_ELEMENT))
  counter += 1
  return { kind: 'tensor', bufferId: `${threadId}.${counter}`, shape, data }
}

/** Items `start` to `end` of the first dimension, without copying. */
export function sliceBatch(tensor: Tensor, start: number, end: number): Tensor {
  const [batch = 1, ...item] = tensor.shape
  const size = tensor.data.length / batch
  return {
    ...tensor,
    shape: [end - start, ...item],
    data: tensor.data.subarray(start * size, end * size)
  }
}

export interface ImageSize {
  readonly batch: number
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** Sizes of an image, or of a mask as an image of one channel. */
export function getImageSize({ shape }: Tensor): ImageSize {
  const [batch = 1, height = 1, width = 1, channels = 1] = shape
  if (shape.length < 3 || shape.length > 4) {
    throw new EngineError(
      'ValueError',
      `expected an image or a mask, got ${shape.length} dimensions`
    )
  }
  return { batch, height, width, channels }
}

/** A new image with the given sizes. */
export function createImage(size: ImageSize): Tensor {
  return createTensor([size.batch, size.height, size.width, size.channels])
}

/** Bytes of the memory behind a tensor, views included. */
export function getBufferBytes(tensor: Tensor): number {
  return tensor.data.buffer.byteLength
}

/** How deep tensors are looked for in the values of a node. */
const DEEPEST = 8

function addTensors(value: unknown, found: Tensor[], depth: number): void {
  if (isTensor(value)) {
    found.push(value)
  } else if (typeof value === 'object' && value !== null && depth < DEEPEST) {
    if (ArrayBuffer.isView(value)) return
    for (const item of Object.values(value)) addTensors(item, found, depth + 1)
  }
}

/** All tensors within a value. */
export function collectTensors(value: unknown): Tensor[] {
  const found: Tensor[] = []
  addTensors(value, found, 0)
  return found
}

/** Tells the accounting that this thread got hold of the tensors within a value. */
export function noteTensors(value: unknown): void {
  for (const tensor of collectTensors(value)) noteSharedBytes(getBufferBytes(tensor))
}
