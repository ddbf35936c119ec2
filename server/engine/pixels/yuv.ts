/** What stands for "no colour" in the two channels of colour difference. */
const MIDDLE = 0.5

/** float32 after every step, and for every factor, as PyTorch computes. */
const f = Math.fround
const times = (factor: number) => {
  const rounded = f(factor)
  return (value: number) => f(rounded * value)
}

const [redLight, greenLight, blueLight] = [times(0.299), times(0.587), times(0.114)]
const [toBlue, toRed] = [times(0.564), times(0.713)]

/** Y, Cb and Cr of a colour, by BT.601 with the rounded factors that ComfyUI's library has. */
export function toYuv(red: number, green: number, blue: number): [number, number, number] {
  const y = f(f(redLight(red) + greenLight(green)) + blueLight(blue))
  return [y, f(toBlue(f(blue - y)) + MIDDLE), f(toRed(f(red - y)) + MIDDLE)]
}

const clamp = (value: number) => (value < 0 ? 0 : value > 1 ? 1 : value)

const [redRed, greenRed, greenBlue, blueBlue] = [
  times(1.403),
  times(0.714),
  times(0.344),
  times(1.773)
]

/** The way back, cut to 0..1. */
export function fromYuv(y: number, u: number, v: number): [number, number, number] {
  const [cb, cr] = [f(u - MIDDLE), f(v - MIDDLE)]
  const green = f(f(y - greenRed(cr)) - greenBlue(cb))
  return [clamp(f(y + redRed(cr))), clamp(green), clamp(f(y + blueBlue(cb)))]
}
