type Rgb = readonly [red: number, green: number, blue: number]

/** Colours from the lowest value to the highest, evenly spaced, 0..255. */
const STOPS = {
  'deep sea': [
    [4, 12, 34],
    [10, 54, 92],
    [24, 128, 140],
    [150, 214, 190],
    [250, 246, 220]
  ],
  ember: [
    [12, 8, 16],
    [74, 18, 42],
    [178, 44, 36],
    [242, 140, 46],
    [255, 236, 180]
  ],
  verdigris: [
    [16, 26, 24],
    [30, 78, 70],
    [70, 140, 116],
    [176, 200, 150],
    [244, 238, 214]
  ],
  violet: [
    [14, 10, 32],
    [58, 30, 104],
    [140, 62, 154],
    [232, 132, 160],
    [255, 232, 220]
  ],
  paper: [
    [250, 246, 238],
    [226, 208, 180],
    [168, 120, 88],
    [84, 54, 52],
    [26, 20, 28]
  ],
  grey: [
    [0, 0, 0],
    [255, 255, 255]
  ]
} as const satisfies Readonly<Record<string, readonly Rgb[]>>

export type PaletteName = keyof typeof STOPS

export const PALETTE_NAMES = Object.keys(STOPS) as PaletteName[]

const SIZE = 256

function mixStops(stops: readonly Rgb[], position: number, channel: 0 | 1 | 2): number {
  const scaled = position * (stops.length - 1)
  const index = Math.min(Math.floor(scaled), stops.length - 2)
  const low = stops[index]?.[channel] ?? 0
  const high = stops[index + 1]?.[channel] ?? low
  return low + (high - low) * (scaled - index)
}

/** 256 colours in 0..1, three numbers each. */
export function createPalette(name: PaletteName): Float32Array {
  const stops: readonly Rgb[] = STOPS[name]
  const table = new Float32Array(SIZE * 3)
  for (let level = 0; level < SIZE; level += 1) {
    for (const channel of [0, 1, 2] as const) {
      table[level * 3 + channel] = mixStops(stops, level / (SIZE - 1), channel) / 255
    }
  }
  return table
}

/** Paints values of 0..1; what lies outside gets the colour of the nearest end. */
export function paint(values: Float32Array, palette: Float32Array, target: Float32Array): void {
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!
    const level = value <= 0 ? 0 : value >= 1 ? SIZE - 1 : Math.floor(value * (SIZE - 1) + 0.5)
    target[index * 3] = palette[level * 3]!
    target[index * 3 + 1] = palette[level * 3 + 1]!
    target[index * 3 + 2] = palette[level * 3 + 2]!
  }
}
