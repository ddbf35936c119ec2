import { makeDocument, makeNode, makeSubgraph } from '../../tests-ui/harness/canvasDocuments'

/** Node ids of {@link makeSampling}: the same in every document, so that mix-ups would show. */
export const SAMPLER = 3
export const SAVE = 9

export interface SamplingOptions {
  readonly seed?: number
  readonly control?: 'fixed' | 'increment' | 'decrement' | 'randomize'
  /** The document's own id; copies of a file share it. */
  readonly id?: string
}

/** A sampler and the node that saves its picture, of classes that a scripted server defines. */
export function makeSampling({ seed = 1, control = 'fixed', id }: SamplingOptions = {}): object {
  return makeDocument(
    [
      makeNode(SAMPLER, 'ProbeSteps', {
        inputs: { image: { type: 'IMAGE', shape: 7 } },
        outputs: { IMAGE: 'IMAGE' },
        pos: [60, 80],
        size: [320, 380],
        widgets_values: [seed, control, 20, 0.1, 64, true, 'JPEG']
      }),
      makeNode(SAVE, 'SaveImage', {
        inputs: { images: 'IMAGE' },
        pos: [460, 80],
        size: [320, 380],
        widgets_values: ['sampling']
      })
    ],
    [[1, SAMPLER, 0, SAVE, 0, 'IMAGE']],
    id === undefined ? {} : { id }
  )
}

/** UI output of a node that saved one picture. */
export function makeImageOutput(filename: string): { images: object[] } {
  return { images: [{ filename, subfolder: '', type: 'output' }] }
}

/** Node ids of {@link makeNested}: the sampler is `INSTANCE:INNER` to the server. */
export const INSTANCE = 5
export const INNER = 3

/** A sampler inside a subgraph, beside a second one that can run at the same time, and the node that saves. */
export function makeNested(): object {
  const id = '0c5f9d0e-6a0b-4f0e-8d31-2f4f6f1b7a55'
  const makeInner = (nodeId: number, y: number) =>
    makeNode(nodeId, 'ProbeSteps', {
      inputs: { image: { type: 'IMAGE', shape: 7 } },
      outputs: { IMAGE: 'IMAGE' },
      pos: [200, y],
      size: [320, 380],
      widgets_values: [1, 'fixed', 20, 0.1, 64, true, 'JPEG']
    })
  const subgraph = makeSubgraph(
    id,
    [makeInner(INNER, 0), makeInner(4, 420)],
    [
      [1, INNER, 0, 4, 0, 'IMAGE'],
      [2, 4, 0, -20, 0, 'IMAGE']
    ],
    { outputs: { IMAGE: 'IMAGE' } }
  )
  return makeDocument(
    [
      makeNode(INSTANCE, id, { outputs: { IMAGE: 'IMAGE' }, pos: [60, 80], size: [260, 260] }),
      makeNode(SAVE, 'SaveImage', {
        inputs: { images: 'IMAGE' },
        pos: [460, 80],
        size: [320, 380],
        widgets_values: ['nested']
      })
    ],
    [[1, INSTANCE, 0, SAVE, 0, 'IMAGE']],
    { definitions: { subgraphs: [subgraph] } }
  )
}
