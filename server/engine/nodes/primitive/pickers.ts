import { roundHalfEven } from '../../pixels/round'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { colour, combo, float, int } from '../inputFields'

export const ColorToRGBInt = defineNode({
  name: 'ColorToRGBInt',
  displayName: 'Color Picker',
  description: 'Return a color RGB integer value and hexadecimal representation.',
  category: 'utilities',
  module: 'comfy_extras.nodes_color',
  inputs: { color: colour({ default: '#ffffff', socketless: true }) },
  outputs: [
    { type: 'INT', name: 'rgb_int' },
    { type: 'COLOR', name: 'hex' },
    { type: 'FLOAT', name: 'alpha' }
  ],
  execute({ color }) {
    const [, rgb, alpha = 'ff'] = /^(#[0-9a-f]{6})([0-9a-f]{2})?$/i.exec(color) ?? []
    if (!rgb) throw new EngineError('ValueError', 'Color must be in format #RRGGBB or #RRGGBBAA')
    return { result: [Number.parseInt(rgb.slice(1), 16), rgb, Number.parseInt(alpha, 16) / 255] }
  }
})

/** Its options, and the index of the chosen one, are inputs that the interface adds. */
export const CustomCombo = defineNode({
  name: 'CustomCombo',
  displayName: 'Custom Combo',
  category: 'utilities',
  module: 'comfy_extras.nodes_logic',
  isExperimental: true,
  takesAnyInput: true,
  inputs: { choice: combo([] as readonly string[]) },
  outputs: [
    { type: 'STRING', name: 'STRING' },
    { type: 'INT', name: 'INDEX' }
  ],
  validation: { inputs: ['choice'], validate: () => Promise.resolve(true) },
  execute: ({ choice, ...others }) => ({
    result: [choice, 'index' in others ? Number(others.index) : 0]
  })
})

const RATIOS = [
  '1:1 (Square)',
  '2:3 (Portrait Photo)',
  '3:2 (Photo)',
  '3:4 (Portrait Standard)',
  '4:3 (Standard)',
  '9:16 (Portrait Widescreen)',
  '16:9 (Widescreen)',
  '21:9 (Ultrawide)'
] as const
const MEGAPIXEL = 1024 * 1024

export const ResolutionSelector = defineNode({
  name: 'ResolutionSelector',
  displayName: 'Resolution Selector',
  description:
    'Calculate width and height from aspect ratio and megapixel target. Useful for setting up Empty Latent Image dimensions.',
  category: 'utilities',
  module: 'comfy_extras.nodes_resolution',
  inputs: {
    aspect_ratio: combo(RATIOS, {
      tooltip: 'The aspect ratio for the output dimensions.',
      default: '1:1 (Square)'
    }),
    megapixels: float({
      tooltip: 'Target total megapixels. 1.0 MP ≈ 1024x1024 for square.',
      default: 1,
      min: 0.1,
      max: 16,
      step: 0.1
    }),
    multiple: int({
      tooltip: 'Nearest multiple of the result to set the selected resolution to.',
      advanced: true,
      default: 8,
      min: 8,
      max: 128,
      step: 4
    })
  },
  outputs: [
    {
      type: 'INT',
      name: 'width',
      tooltip: 'Calculated width in pixels multiplied by the selected multiple.'
    },
    {
      type: 'INT',
      name: 'height',
      tooltip: 'Calculated height in pixels multiplied by the selected multiple.'
    }
  ],
  execute({ aspect_ratio, megapixels, multiple }) {
    const [across = 1, down = 1] = aspect_ratio.split(/[: ]/).map(Number)
    const scale = Math.sqrt((megapixels * MEGAPIXEL) / (across * down))
    const fit = (side: number) => roundHalfEven((side * scale) / multiple) * multiple
    return { result: [fit(across), fit(down)] }
  }
})
