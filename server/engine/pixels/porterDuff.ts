/** Premultiplied colour and alpha of a pixel of each side. */
type Rule = (source: number, destination: number, sa: number, da: number) => number

interface Mode {
  readonly alpha: (sa: number, da: number) => number
  readonly colour: Rule
}

const clamp = (value: number) => (value < 0 ? 0 : value > 1 ? 1 : value)
const union = (sa: number, da: number) => sa + da - sa * da
const both = (sa: number, da: number) => sa * da

/** What lies beside the overlap of the two, which all blending modes show as it is. */
const beside: Rule = (s, d, sa, da) => (1 - da) * s + (1 - sa) * d

/** The operators of Porter and Duff and some blending modes, in ComfyUI's order. */
export const PORTER_DUFF = {
  ADD: { alpha: (sa, da) => clamp(sa + da), colour: (s, d) => clamp(s + d) },
  CLEAR: { alpha: () => 0, colour: () => 0 },
  DARKEN: {
    alpha: union,
    colour: (s, d, sa, da) => beside(s, d, sa, da) + Math.min(s, d)
  },
  DST: { alpha: (_, da) => da, colour: (_, d) => d },
  DST_ATOP: { alpha: (sa) => sa, colour: (s, d, sa, da) => sa * d + (1 - da) * s },
  DST_IN: { alpha: both, colour: (_, d, sa) => d * sa },
  DST_OUT: { alpha: (sa, da) => (1 - sa) * da, colour: (_, d, sa) => (1 - sa) * d },
  DST_OVER: {
    alpha: (sa, da) => da + (1 - da) * sa,
    colour: (s, d, _, da) => d + (1 - da) * s
  },
  LIGHTEN: {
    alpha: union,
    colour: (s, d, sa, da) => beside(s, d, sa, da) + Math.max(s, d)
  },
  MULTIPLY: { alpha: both, colour: (s, d) => s * d },
  OVERLAY: {
    alpha: union,
    colour: (s, d, sa, da) => (2 * d < da ? 2 * s * d : sa * da - 2 * (da - s) * (sa - d))
  },
  SCREEN: { alpha: union, colour: (s, d) => s + d - s * d },
  SRC: { alpha: (sa) => sa, colour: (s) => s },
  SRC_ATOP: { alpha: (_, da) => da, colour: (s, d, sa, da) => da * s + (1 - sa) * d },
  SRC_IN: { alpha: both, colour: (s, _, __, da) => s * da },
  SRC_OUT: { alpha: (sa, da) => (1 - da) * sa, colour: (s, _, __, da) => (1 - da) * s },
  SRC_OVER: {
    alpha: (sa, da) => sa + (1 - sa) * da,
    colour: (s, d, sa) => s + (1 - sa) * d
  },
  XOR: { alpha: (sa, da) => (1 - da) * sa + (1 - sa) * da, colour: beside }
} as const satisfies Readonly<Record<string, Mode>>

export type PorterDuffMode = keyof typeof PORTER_DUFF

/** Alpha below which a pixel has no colour. */
const INVISIBLE = 1e-5

interface Sides {
  readonly source: Float32Array
  readonly destination: Float32Array
  /** Per pixel how much of it is masked: the inverse of its opacity. */
  readonly sourceMask: Float32Array
  readonly destinationMask: Float32Array
}

/** Composites pixels `start` to `end`; colours are not premultiplied. */
export function compositePixels(
  mode: PorterDuffMode,
  sides: Sides,
  into: { readonly colour: Float32Array; readonly mask: Float32Array },
  [start, end]: readonly [start: number, end: number]
): void {
  const { alpha, colour }: Mode = PORTER_DUFF[mode]
  const channels = into.colour.length / into.mask.length
  for (let pixel = start; pixel < end; pixel += 1) {
    const sa = 1 - sides.sourceMask[pixel]!
    const da = 1 - sides.destinationMask[pixel]!
    const opacity = alpha(sa, da)
    for (let at = pixel * channels; at < (pixel + 1) * channels; at += 1) {
      const value = colour(sides.source[at]! * sa, sides.destination[at]! * da, sa, da)
      into.colour[at] = opacity > INVISIBLE ? clamp(value / opacity) : 0
    }
    into.mask[pixel] = 1 - opacity
  }
}
