/** Numbers from 0 (inclusive) to 1 (exclusive), the same ones for the same seed on every machine. */
export type Random = () => number

/** Mixes all bits of a 32-bit number into each other. */
function mix(value: number): number {
  let mixed = value >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/**
 * A small generator (the "mulberry32" scheme) over all 53 bits of the seed.
 *
 * @param stream numbers of different streams of one seed have nothing to do with each other
 */
export function createRandom(seed: number, stream = 0): Random {
  const low = seed % 2 ** 32
  const high = Math.floor(seed / 2 ** 32)
  let state = mix(low ^ mix(high ^ mix(stream + 0x9e3779b9)))
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}
