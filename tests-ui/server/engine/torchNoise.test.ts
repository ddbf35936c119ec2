import { describe, expect, it } from 'vitest'
import { drawNormal } from '../../../server/engine/pixels/torchNoise'

const draw = (seed: number, count: number) =>
  [...drawNormal(seed, count, () => {})].map((value) => Number(value.toFixed(4)))

describe('noise of a seed is that of torch.randn on the CPU', () => {
  it('of sixteen numbers', () => {
    expect(draw(0, 16)).toEqual(
      [
        [-1.1258, -1.1524, -0.2506, -0.4339, 0.8487, 0.692, -0.316, -2.1152],
        [0.3223, -1.2633, 0.35, 0.3081, 0.1198, 1.2377, 1.1168, -0.2473]
      ].flat()
    )
    expect(draw(42, 16).slice(0, 4)).toEqual([1.9269, 1.4873, 0.9007, -2.1055])
  })

  it('of fewer, which are drawn another way', () => {
    expect(draw(0, 3)).toEqual([1.541, -0.2934, -2.1788])
  })

  it('of a count that is no multiple of sixteen: the last block is drawn anew', () => {
    const [even, odd] = [draw(0, 32), draw(0, 33)]
    expect(odd.slice(0, 16)).toEqual(even.slice(0, 16))
    expect(odd).toHaveLength(33)
    expect(odd.slice(17)).not.toEqual(even.slice(17))
  })

  it('can be interrupted', () => {
    const check = () => {
      throw new Error('stop')
    }
    expect(() => drawNormal(0, 100, check)).toThrow('stop')
  })
})
