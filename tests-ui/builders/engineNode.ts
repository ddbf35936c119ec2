import type { NodeContext, NodeOutput, NodeType } from '../../server/engine/nodes/nodeType'
import { createTensor, type Tensor } from '../../server/engine/tensor/tensor'

/** A tensor of the given numbers. */
export function makeTensor(shape: readonly number[], values: Iterable<number>): Tensor {
  const tensor = createTensor(shape)
  tensor.data.set([...values])
  return tensor
}

/** A picture of one channel whose pixels are the given rows. */
export function makeGrey(...rows: number[][]): Tensor {
  return makeTensor([1, rows.length, rows[0]!.length, 1], rows.flat())
}

/** A mask of the given rows. */
export function makeMask(...rows: number[][]): Tensor {
  return makeTensor([1, rows.length, rows[0]!.length], rows.flat())
}

/** What a node is run with when nobody listens. */
export function makeContext(overrides: Partial<NodeContext> = {}): NodeContext {
  return {
    nodeId: '1',
    callIndex: 0,
    folders: { input: '/', output: '/', temp: '/' },
    prompt: null,
    extraPnginfo: null,
    previewsWanted: true,
    progress: () => Promise.resolve(),
    text: () => {},
    sendEvent: () => {},
    throwIfInterrupted: () => {},
    ...overrides
  }
}

/** Runs a node by itself. @returns its outputs */
export async function runNode(
  type: NodeType,
  inputs: Record<string, unknown>,
  context: Partial<NodeContext> = {}
): Promise<readonly unknown[]> {
  const output: NodeOutput = await type.execute(inputs, makeContext(context))
  return (output.result ?? []) as readonly unknown[]
}

/** Runs a node whose first output is a tensor. */
export async function runTensorNode(
  type: NodeType,
  inputs: Record<string, unknown>,
  context: Partial<NodeContext> = {}
): Promise<Tensor> {
  const [tensor] = await runNode(type, inputs, context)
  return tensor as Tensor
}

/** Numbers of a tensor, rounded so that float32 can be compared by eye. */
export function listNumbers(tensor: Tensor): number[] {
  return [...tensor.data].map((value) => Math.round(value * 10_000) / 10_000)
}
