import type { NodePackApi } from '../../../types/nodePack'
import { foldPaint } from './paint.ts'

/** Nodes that draw marbled paper: one that takes its time, and one that names its colours. */
export default function createNodes({ fields, defineNode, createImage, EngineError }: NodePackApi) {
  const { int, float, string, image } = fields

  const MarbledPaper = defineNode({
    name: 'MarbledPaper',
    displayName: 'Marbled Paper',
    description: 'Draws paint that was combed again and again, and shows every stroke.',
    category: 'examples/marbling',
    searchAliases: ['paper', 'pattern'],
    inputs: {
      seed: int({ default: 0, min: 0, max: 2 ** 50, control_after_generate: true }),
      strokes: int({ default: 12, min: 1, max: 200 }),
      width: int({ default: 512, min: 16, max: 4096, step: 8 }),
      height: int({ default: 512, min: 16, max: 4096, step: 8 }),
      sharpness: float({ default: 0.5, min: 0, max: 1, step: 0.05 })
    },
    outputs: [{ type: 'IMAGE' }],
    async execute({ seed, strokes, width, height, sharpness }, context) {
      const paper = createImage({ batch: 1, width, height, channels: 3 })
      for (let stroke = 1; stroke <= strokes; stroke += 1) {
        foldPaint(paper.data, { width, height, seed, stroke, sharpness })
        // Throws when somebody pressed Stop; that is all it takes to be interruptible.
        await context.progress(stroke, strokes, { images: paper })
      }
      return { result: [paper] }
    }
  })

  const AverageColour = defineNode({
    name: 'AverageColour',
    displayName: 'Average Colour',
    description: 'The mean colour of a picture as text.',
    category: 'examples/marbling',
    inputs: { image: image(), prefix: string({ default: '#' }) },
    outputs: [{ type: 'STRING', name: 'colour' }],
    isOutputNode: true,
    execute({ image, prefix }) {
      const channels = image.shape[3] ?? 1
      if (channels < 3) throw new EngineError('ValueError', 'A picture in colour is needed.')
      const sums = [0, 0, 0]
      for (let at = 0; at < image.data.length; at += channels) {
        for (const channel of sums.keys()) sums[channel]! += image.data[at + channel]!
      }
      const pixels = image.data.length / channels
      const digits = sums.map((sum) =>
        Math.round((sum / pixels) * 255)
          .toString(16)
          .padStart(2, '0')
      )
      const text = prefix + digits.join('')
      return { ui: { text: [text] }, result: [text] }
    }
  })

  return [MarbledPaper, AverageColour]
}
