const STATE = 624
const SHIFT = 397
const UPPER = 0x80_00_00_00
const LOWER = 0x7f_ff_ff_ff

/** The Mersenne Twister (MT19937), seeded with the low 32 bits as PyTorch's generator on the CPU is. */
class MersenneTwister {
  readonly #state = new Uint32Array(STATE)
  #next = STATE

  constructor(seed: number) {
    this.#state[0] = Number(BigInt(Math.trunc(seed)) & 0xff_ff_ff_ffn)
    for (let index = 1; index < STATE; index += 1) {
      const previous = this.#state[index - 1]!
      this.#state[index] = Math.imul(1_812_433_253, previous ^ (previous >>> 30)) + index
    }
  }

  /** 32 random bits. */
  draw(): number {
    if (this.#next === STATE) this.#renew()
    let bits = this.#state[this.#next++]!
    bits ^= bits >>> 11
    bits ^= (bits << 7) & 0x9d_2c_56_80
    bits ^= (bits << 15) & 0xef_c6_00_00
    return (bits ^ (bits >>> 18)) >>> 0
  }

  #renew(): void {
    const state = this.#state
    for (let index = 0; index < STATE; index += 1) {
      const bits = (state[index]! & UPPER) | (state[(index + 1) % STATE]! & LOWER)
      const twist = bits & 1 ? 0x99_08_b0_df : 0
      state[index] = state[(index + SHIFT) % STATE]! ^ (bits >>> 1) ^ twist
    }
    this.#next = 0
  }
}

/** Eight pairs of uniform numbers become eight pairs of normal ones. */
const BLOCK = 16
const HALF = BLOCK / 2

function makeNormal(numbers: Float32Array, start: number): void {
  for (let index = start; index < start + HALF; index += 1) {
    const radius = Math.sqrt(-2 * Math.log(1 - numbers[index]!))
    const angle = 2 * Math.PI * numbers[index + HALF]!
    numbers[index] = radius * Math.cos(angle)
    numbers[index + HALF] = radius * Math.sin(angle)
  }
}

/** Fewer than 16 numbers: one pair after the other, from 53 bits each. */
function drawFew(twister: MersenneTwister, count: number): Float32Array {
  const draw = () => {
    const high = BigInt(twister.draw())
    const bits = ((high << 32n) | BigInt(twister.draw())) & (2n ** 53n - 1n)
    return Number(bits) / 2 ** 53
  }
  const numbers: number[] = []
  while (numbers.length < count) {
    const [first, second] = [draw(), draw()]
    const radius = Math.sqrt(-2 * Math.log1p(-second))
    numbers.push(radius * Math.cos(2 * Math.PI * first), radius * Math.sin(2 * Math.PI * first))
  }
  return Float32Array.from(numbers.slice(0, count))
}

/**
 * Normally distributed numbers: those of `torch.randn` on the CPU for the same seed.
 *
 * @param check called now and then
 */
export function drawNormal(seed: number, count: number, check: () => void): Float32Array {
  const twister = new MersenneTwister(seed)
  if (count < BLOCK) return drawFew(twister, count)
  const draw = () => (twister.draw() & 0xff_ff_ff) / 2 ** 24
  const numbers = Float32Array.from({ length: count }, draw)
  const whole = count - (count % BLOCK)
  for (let start = 0; start < whole; start += BLOCK) {
    if (start % 65_536 === 0) check()
    makeNormal(numbers, start)
  }
  if (whole === count) return numbers
  // The last block overlaps the one before, with numbers of its own.
  for (let index = count - BLOCK; index < count; index += 1) numbers[index] = draw()
  makeNormal(numbers, count - BLOCK)
  return numbers
}
