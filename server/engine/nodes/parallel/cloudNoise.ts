import { createImage, type Tensor } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { combo, float, int } from '../inputFields'
import type { NodeContext } from '../nodeType'
import { createPalette, paint, PALETTE_NAMES } from './palettes'
import { createRandom, type Random } from './random'

/** One layer of the noise: random values at the points of a grid, blended smoothly between them. */
interface Layer {
  readonly values: Float32Array
  readonly columns: number
  /** Pixels between two points of the grid. */
  readonly spacing: number
}

function createLayer(width: number, height: number, spacing: number, random: Random): Layer {
  const columns = Math.ceil(width / spacing) + 2
  const rows = Math.ceil(height / spacing) + 2
  const values = Float32Array.from({ length: columns * rows }, () => random())
  return { values, columns, spacing }
}

const smooth = (t: number) => t * t * (3 - 2 * t)

function addRow(row: Float32Array, { values, columns, spacing }: Layer, y: number, weight: number) {
  const top = Math.floor(y / spacing)
  const down = smooth(y / spacing - top)
  for (let x = 0; x < row.length; x += 1) {
    const left = Math.floor(x / spacing)
    const across = smooth(x / spacing - left)
    const index = top * columns + left
    const upper = values[index]! + (values[index + 1]! - values[index]!) * across
    const below = index + columns
    const lower = values[below]! + (values[below + 1]! - values[below]!) * across
    row[x]! += weight * (upper + (lower - upper) * down)
  }
}

interface Clouds {
  readonly seed: number
  readonly width: number
  readonly height: number
  readonly scale: number
  readonly octaves: number
  readonly contrast: number
  readonly palette: (typeof PALETTE_NAMES)[number]
}

function paintClouds(clouds: Clouds, context: NodeContext): Tensor {
  const { seed, width, height, scale, octaves, contrast, palette } = clouds
  const layers = Array.from({ length: octaves }, (_, octave) =>
    createLayer(width, height, Math.max(1, scale / 2 ** octave), createRandom(seed, octave))
  )
  const total = layers.reduce((sum, _, octave) => sum + 0.5 ** octave, 0)
  const image = createImage({ batch: 1, height, width, channels: 3 })
  const table = createPalette(palette)
  const row = new Float32Array(width)
  for (let y = 0; y < height; y += 1) {
    context.throwIfInterrupted()
    row.fill(0)
    layers.forEach((layer, octave) => addRow(row, layer, y, 0.5 ** octave / total))
    for (let x = 0; x < width; x += 1) row[x] = (row[x]! - 0.5) * contrast + 0.5
    paint(row, table, image.data.subarray(y * width * 3, (y + 1) * width * 3))
  }
  return image
}

export const CloudNoiseImage = defineNode({
  name: 'CloudNoiseImage',
  displayName: 'Cloud Noise Image',
  description:
    'Paints soft noise in several layers, from coarse to fine. Quick, and the same for the same seed.',
  category: 'parallel/generators',
  module: 'custom_nodes.parallel',
  searchAliases: ['noise', 'clouds', 'fractal', 'texture'],
  inputs: {
    seed: int({ default: 0, min: 0, max: Number.MAX_SAFE_INTEGER, control_after_generate: true }),
    width: int({ default: 512, min: 16, max: 8192, step: 8 }),
    height: int({ default: 512, min: 16, max: 8192, step: 8 }),
    scale: float({
      default: 128,
      min: 2,
      max: 2048,
      step: 1,
      tooltip: 'Size of the largest clouds, in pixels.'
    }),
    octaves: int({
      default: 5,
      min: 1,
      max: 10,
      tooltip: 'Layers; each is half as coarse as the one before.'
    }),
    contrast: float({ default: 1.6, min: 0.1, max: 8, step: 0.1 }),
    palette: combo(PALETTE_NAMES, { default: 'deep sea' })
  },
  outputs: [{ type: 'IMAGE' }],
  execute: (clouds, context) => ({ result: [paintClouds(clouds, context)] })
})
