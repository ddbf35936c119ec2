// Paints the pictures that the samples load. All of it is arithmetic: nobody's photographs.

const WIDTH = 1024
const HEIGHT = 683

const mix = (from, to, amount) => from.map((value, index) => value + (to[index] - value) * amount)
const clamp = (value) => Math.max(0, Math.min(1, value))

/** A smooth line of hills: sums of sines with phases of their own. */
function createRidge(base, height, phase) {
  return (x) => {
    const t = (x / WIDTH) * Math.PI * 2
    const swell =
      Math.sin(t * 1.3 + phase) * 0.5 +
      Math.sin(t * 2.9 + phase * 2.1) * 0.28 +
      Math.sin(t * 7.3 + phase * 0.7) * 0.1 +
      Math.sin(t * 23 + phase * 3.3) * 0.025
    return base - height * swell
  }
}

const SKY_TOP = [38, 52, 96]
const SKY_LOW = [248, 182, 132]
const SUN = [255, 238, 206]
const SUN_AT = { x: 690, y: 300, radius: 46 }
const RIDGES = [
  { line: createRidge(400, 46, 0.4), colour: [150, 112, 128] },
  { line: createRidge(462, 52, 2.2), colour: [104, 82, 112] },
  { line: createRidge(530, 58, 4.1), colour: [62, 56, 88] },
  { line: createRidge(606, 50, 5.6), colour: [28, 30, 54] }
]

function paintSky(x, y) {
  const colour = mix(SKY_TOP, SKY_LOW, clamp(y / 460) ** 1.4)
  const distance = Math.hypot(x - SUN_AT.x, y - SUN_AT.y)
  const disc = clamp(SUN_AT.radius + 0.5 - distance)
  const halo = Math.exp(-((distance / 170) ** 2)) * 0.55
  return mix(colour, SUN, Math.max(disc, halo))
}

/** Hills at dusk, 8-bit RGB. */
export function paintHills() {
  const data = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      let colour = paintSky(x, y)
      for (const { line, colour: hill } of RIDGES) {
        const depth = y - line(x)
        const haze = clamp(1 - depth / 190) * 0.22
        colour = mix(colour, mix(hill, SKY_LOW, haze), clamp(depth + 0.5))
      }
      data.set(colour, (y * WIDTH + x) * 3)
    }
  }
  return { data, width: WIDTH, height: HEIGHT, channels: 3 }
}

const LEAF_SIZE = 512

/** How far inside the leaf a point is, in units of its half width; negative outside. */
function measureLeaf(x, y) {
  // Turned by 40 degrees, so that it lies across the picture.
  const angle = (-40 / 180) * Math.PI
  const u = ((x - 256) * Math.cos(angle) - (y - 256) * Math.sin(angle)) / 230
  const v = ((x - 256) * Math.sin(angle) + (y - 256) * Math.cos(angle)) / 230
  const along = clamp((u + 1) / 2)
  const halfWidth = 0.46 * Math.sin(Math.PI * along) ** 0.8 * (1.1 - 0.3 * along)
  const isStem = u < -0.82 && u > -1.12
  const blade = u > -1 && u < 1 ? halfWidth - Math.abs(v) : -1
  const stem = isStem ? 0.022 - Math.abs(v) : -1
  return { inside: Math.max(blade, stem), u, v }
}

/** A leaf on transparency, 8-bit RGBA. */
export function paintLeaf() {
  const data = new Uint8Array(LEAF_SIZE * LEAF_SIZE * 4)
  for (let y = 0; y < LEAF_SIZE; y += 1) {
    for (let x = 0; x < LEAF_SIZE; x += 1) {
      const { inside, u, v } = measureLeaf(x, y)
      const alpha = clamp(inside * 230 + 0.5)
      const rib = u * 6 - Math.abs(v) * 5
      const vein = Math.abs(v) < 0.012 || Math.abs(rib - Math.floor(rib) - 0.5) < 0.04
      const colour = mix([38, 92, 54], [128, 178, 88], clamp(0.5 + v * 1.6))
      const shade = vein ? mix(colour, [226, 236, 190], 0.45) : colour
      data.set([...shade, alpha * 255], (y * LEAF_SIZE + x) * 4)
    }
  }
  return { data, width: LEAF_SIZE, height: LEAF_SIZE, channels: 4 }
}
