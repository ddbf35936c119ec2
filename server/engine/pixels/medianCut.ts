import { MaxHeap } from './maxHeap'

/** Weights of the three channels in the choice of the side along which a box is cut. */
const WEIGHTS = [77, 150, 29] as const
/** More different colours than this are merged by dropping low bits, until there are fewer. */
const MAX_COLOURS = 65_536

/** Some of the picture's colours, without the bits that were dropped. */
interface Box {
  readonly colours: readonly number[]
  /** How many pixels have one of them. */
  readonly pixels: number
  readonly longest: { readonly shift: number; readonly length: number; readonly volume: number }
}

/** The side of the box that counts most, and how many colours it could hold. */
function measure(colours: readonly number[]): Box['longest'] {
  let longest = { shift: 16, length: -1 }
  let volume = 1
  for (const [channel, shift] of [16, 8, 0].entries()) {
    let [low, high] = [255, 0]
    for (const colour of colours) {
      const value = (colour >> shift) & 0xff
      if (value < low) low = value
      if (value > high) high = value
    }
    const length = (high - low) * WEIGHTS[channel]!
    if (length > longest.length) longest = { shift, length }
    volume *= high - low + 1
  }
  return { ...longest, volume }
}

type Counts = ReadonlyMap<number, number>

function createBox(colours: readonly number[], counts: Counts): Box {
  const pixels = colours.reduce((sum, colour) => sum + counts.get(colour)!, 0)
  return { colours, pixels, longest: measure(colours) }
}

/** Cuts a box across its longest side so that half of the pixels, and a little more, are in the brighter part. */
function cutBox({ colours, pixels, longest: { shift } }: Box, counts: Counts): [Box, Box] {
  const byValue = new Float64Array(256)
  for (const colour of colours) byValue[(colour >> shift) & 0xff]! += counts.get(colour)!
  let limit = 255
  let brighter = byValue[limit]!
  while (brighter * 2 <= pixels) {
    limit -= 1
    brighter += byValue[limit]!
  }
  // Nothing is left below: then the darkest value makes a part of its own.
  if (brighter === pixels) while (brighter === pixels) brighter -= byValue[limit++]!
  const isBright = (colour: number) => ((colour >> shift) & 0xff) >= limit
  return [
    createBox(colours.filter(isBright), counts),
    createBox(
      colours.filter((colour) => !isBright(colour)),
      counts
    )
  ]
}

/** Every colour of the picture with the number of its pixels, bits dropped where there are too many colours. */
function countColours(pixels: Uint32Array): { counts: Map<number, number>; dropped: number } {
  for (let dropped = 0; ; dropped += 1) {
    const mask = (0xff >> dropped) * 0x01_01_01
    const counts = new Map<number, number>()
    for (const pixel of pixels) {
      const colour = (pixel >> dropped) & mask
      counts.set(colour, (counts.get(colour) ?? 0) + 1)
    }
    if (counts.size <= MAX_COLOURS) return { counts, dropped }
  }
}

/** A box, or what it was cut into: the brighter part first. */
interface Branch {
  readonly box: Box
  parts: readonly [Branch, Branch] | null
}

const listBoxes = ({ box, parts }: Branch): Box[] => (parts ? parts.flatMap(listBoxes) : [box])

function cutToBoxes(counts: Counts, wanted: number): Box[] {
  const root: Branch = { box: createBox([...counts.keys()], counts), parts: null }
  const fullest = new MaxHeap<Branch>(({ box }) => box.pixels)
  fullest.add(root)
  for (let count = 1; count < wanted; count += 1) {
    let branch = fullest.remove()
    while (branch?.box.longest.volume === 1) branch = fullest.remove()
    if (!branch) break
    const [brighter, darker] = cutBox(branch.box, counts)
    branch.parts = [
      { box: brighter, parts: null },
      { box: darker, parts: null }
    ]
    for (const part of branch.parts) fullest.add(part)
  }
  return listBoxes(root)
}

/**
 * The palette of at most `size` colours that Pillow's median cut finds: boxes of colours are cut until there are
 * enough, the mean of each is a colour.
 *
 * @param pixels 0xRRGGBB
 */
export function createPalette(pixels: Uint32Array, size: number): number[] {
  const { counts, dropped } = countColours(pixels)
  const boxes = cutToBoxes(counts, size)
  const boxOf = new Map(boxes.flatMap(({ colours }, box) => colours.map((colour) => [colour, box])))
  const sums = boxes.map(() => [0, 0, 0, 0] as [number, number, number, number])
  const mask = (0xff >> dropped) * 0x01_01_01
  for (const pixel of pixels) {
    const sum = sums[boxOf.get((pixel >> dropped) & mask)!]!
    sum[0] += pixel >> 16
    sum[1] += (pixel >> 8) & 0xff
    sum[2] += pixel & 0xff
    sum[3] += 1
  }
  return sums.map(([red, green, blue, count]) => {
    const mean = (sum: number) => Math.floor(0.5 + sum / count)
    return (mean(red) << 16) | (mean(green) << 8) | mean(blue)
  })
}
