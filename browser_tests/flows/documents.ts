import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'

export interface GrowthOptions {
  readonly seed?: number
  /** Each step takes its time: ten are over at once, hundreds take seconds. */
  readonly steps?: number
  /** Pixels of each side. */
  readonly size?: number
  /** What becomes of the seed after each run. */
  readonly control?: 'fixed' | 'increment' | 'randomize'
}

/** Node ids of {@link makeGrowth}: the same in every document, so that mix-ups would show. */
export const SAMPLER = 3
export const SAVE = 9

/** A sampler that reports each step and sends previews, and the node that saves its picture. */
export function makeGrowth({
  seed = 1,
  steps = 10,
  size = 128,
  control = 'fixed'
}: GrowthOptions = {}): object {
  return makeDocument(
    [
      makeNode(SAMPLER, 'ReactionDiffusionSampler', {
        inputs: { start: { type: 'MASK', shape: 7 } },
        outputs: { IMAGE: 'IMAGE' },
        pos: [40, 40],
        size: [320, 556],
        widgets_values: [seed, control, steps, size, size, 1, 'coral', 'deep sea']
      }),
      makeNode(SAVE, 'SaveImage', {
        inputs: { images: 'IMAGE' },
        pos: [420, 40],
        size: [320, 420],
        widgets_values: ['growth']
      })
    ],
    [[1, SAMPLER, 0, SAVE, 0, 'IMAGE']]
  )
}
