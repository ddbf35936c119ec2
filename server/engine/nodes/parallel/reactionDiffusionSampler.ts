import { resizeImage } from '../../pixels/resize'
import { createImage, sliceBatch, type Tensor } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { combo, int, mask, optional } from '../inputFields'
import type { NodeContext } from '../nodeType'
import { GrayScott, type Reaction } from './grayScott'
import { createPalette, paint, PALETTE_NAMES } from './palettes'
import { createRandom, type Random } from './random'

/** Iterations of the model in one step; a step is what is reported and shown. */
const ITERATIONS_PER_STEP = 50

const PATTERNS = {
  coral: { feed: 0.0545, kill: 0.062 },
  maze: { feed: 0.029, kill: 0.057 },
  mitosis: { feed: 0.0367, kill: 0.0649 },
  spots: { feed: 0.03, kill: 0.0615 },
  holes: { feed: 0.039, kill: 0.058 },
  worms: { feed: 0.058, kill: 0.065 },
  waves: { feed: 0.018, kill: 0.051 }
} as const satisfies Readonly<Record<string, Reaction>>

type PatternName = keyof typeof PATTERNS

/** One square of B per this many cells, where nothing says where to start. */
const CELLS_PER_SPOT = 1800
const SPOT_SIZE = 9

/** Puts B into a square; its edges meet those of the picture. */
function seedSquare(
  model: GrayScott,
  random: Random,
  left: number,
  top: number,
  isWanted: (x: number, y: number) => boolean
): void {
  for (let cell = 0; cell < SPOT_SIZE * SPOT_SIZE; cell += 1) {
    const x = (left + (cell % SPOT_SIZE)) % model.width
    const y = (top + Math.floor(cell / SPOT_SIZE)) % model.height
    if (isWanted(x, y)) model.seedCell(x, y, random)
  }
}

/** Squares at random places. */
function seedSpots(model: GrayScott, random: Random): void {
  const spots = Math.max(3, Math.round((model.width * model.height) / CELLS_PER_SPOT))
  for (let spot = 0; spot < spots; spot += 1) {
    const left = Math.floor(random() * model.width)
    const top = Math.floor(random() * model.height)
    seedSquare(model, random, left, top, () => true)
  }
}

/** Cells between two squares within a mask: an even carpet of B would only die away. */
const MASK_SPACING = 20

/** Squares at about even distances, as far as they lie within the mask. */
function seedMask(model: GrayScott, random: Random, start: Tensor): void {
  const isWanted = (x: number, y: number) => start.data[y * model.width + x]! > 0.5
  for (let y = 0; y < model.height; y += MASK_SPACING) {
    for (let x = 0; x < model.width; x += MASK_SPACING) {
      const left = x + Math.floor(random() * MASK_SPACING)
      const top = y + Math.floor(random() * MASK_SPACING)
      seedSquare(model, random, left, top, isWanted)
    }
  }
}

interface Growth {
  readonly seed: number
  readonly steps: number
  readonly width: number
  readonly height: number
  readonly batch_size: number
  readonly pattern: PatternName
  readonly palette: keyof typeof PALETTE_TABLES
  readonly start: Tensor | undefined
}

const PALETTE_TABLES = Object.fromEntries(
  PALETTE_NAMES.map((name) => [name, createPalette(name)])
) as Readonly<Record<(typeof PALETTE_NAMES)[number], Float32Array>>

/** Grows one picture of the batch into `target`. */
async function growPicture(growth: Growth, item: number, target: Tensor, context: NodeContext) {
  const { seed, steps, width, height, start } = growth
  const random = createRandom(seed, item)
  const model = new GrayScott(width, height)
  if (start) seedMask(model, random, start)
  else seedSpots(model, random)
  const levels = new Float32Array(width * height)
  const reaction = PATTERNS[growth.pattern]
  for (let step = 1; step <= steps; step += 1) {
    for (let iteration = 0; iteration < ITERATIONS_PER_STEP; iteration += 1) {
      context.throwIfInterrupted()
      model.iterate(reaction)
    }
    model.readLevels(levels)
    paint(levels, PALETTE_TABLES[growth.palette], target.data)
    const done = item * steps + step
    await context.progress(done, growth.batch_size * steps, { images: target })
  }
}

async function grow(growth: Growth, context: NodeContext): Promise<Tensor> {
  const { width, height, batch_size, start } = growth
  const images = createImage({ batch: batch_size, height, width, channels: 3 })
  const fitted =
    start && resizeImage(start, { width, height }, 'bilinear', true, context.throwIfInterrupted)
  for (let item = 0; item < batch_size; item += 1) {
    const target = sliceBatch(images, item, item + 1)
    await growPicture({ ...growth, start: fitted }, item, target, context)
  }
  return images
}

export const ReactionDiffusionSampler = defineNode({
  name: 'ReactionDiffusionSampler',
  displayName: 'Reaction Diffusion Sampler',
  description:
    'Grows a pattern from two substances that react and spread (Gray-Scott). The same seed always grows the same picture.',
  category: 'parallel/samplers',
  module: 'custom_nodes.parallel',
  searchAliases: ['gray scott', 'turing pattern', 'sampler', 'generate', 'grow'],
  inputs: {
    seed: int({
      default: 0,
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
      control_after_generate: true,
      tooltip: 'Where the reaction starts.'
    }),
    steps: int({
      default: 60,
      min: 1,
      max: 1000,
      tooltip: 'How long it grows: each step is 50 iterations of the model.'
    }),
    width: int({ default: 512, min: 16, max: 4096, step: 8 }),
    height: int({ default: 512, min: 16, max: 4096, step: 8 }),
    batch_size: int({ default: 1, min: 1, max: 64, tooltip: 'How many pictures are grown.' }),
    pattern: combo(Object.keys(PATTERNS) as PatternName[], {
      default: 'coral',
      tooltip: 'Which forms grow: the rates at which one substance is fed and the other taken away.'
    }),
    palette: combo(PALETTE_NAMES, { default: 'deep sea', tooltip: 'Colours from little to much.' }),
    start: optional(
      mask({ tooltip: 'Where the reaction starts, instead of at random places. White starts.' })
    )
  },
  outputs: [{ type: 'IMAGE', tooltip: 'The grown pictures.' }],
  execute: async (growth, context) => ({ result: [await grow(growth, context)] })
})
