/** What stands for "no colour" in the two channels of colour difference. */
const MIDDLE = 0.5

/** Y, Cb and Cr of a colour, by BT.601 with the rounded factors that ComfyUI's library has. */
export function toYuv(red: number, green: number, blue: number): [number, number, number] {
  const y = 0.299 * red + 0.587 * green + 0.114 * blue
  return [y, (blue - y) * 0.564 + MIDDLE, (red - y) * 0.713 + MIDDLE]
}

const clamp = (value: number) => (value < 0 ? 0 : value > 1 ? 1 : value)

/** The way back, cut to 0..1. */
export function fromYuv(y: number, u: number, v: number): [number, number, number] {
  const [cb, cr] = [u - MIDDLE, v - MIDDLE]
  return [clamp(y + 1.403 * cr), clamp(y - 0.714 * cr - 0.344 * cb), clamp(y + 1.773 * cb)]
}
