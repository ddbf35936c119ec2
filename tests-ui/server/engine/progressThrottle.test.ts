import { describe, expect, it } from 'vitest'
import { ProgressThrottle } from '../../../server/engine/worker/progressThrottle'

/** Steps that are told when each takes `stepTime` ms. */
function listTold(max: number, stepTime: number, hasPicture = false): number[] {
  let time = 0
  const throttle = new ProgressThrottle(() => time)
  return Array.from({ length: max }, (_, index) => index + 1).filter((value) => {
    time += stepTime
    return throttle.isWanted(value, max, hasPicture)
  })
}

describe('which steps are told', () => {
  it('the first, the last, and one every 100 ms between', () => {
    expect(listTold(400, 3)).toEqual([1, 35, 69, 103, 137, 171, 205, 239, 273, 307, 341, 375, 400])
  })

  it('every step that carries a picture', () => {
    expect(listTold(50, 1, true)).toHaveLength(50)
  })

  it('slow steps all, but none that moves less than half a percent', () => {
    expect(listTold(5, 200)).toEqual([1, 2, 3, 4, 5])
    expect(listTold(1000, 150).slice(0, 3)).toEqual([1, 6, 11])
  })

  it('a step after one with a picture waits its time', () => {
    let time = 0
    const throttle = new ProgressThrottle(() => time)
    expect(throttle.isWanted(1, 10, true)).toBe(true)
    time = 50
    expect(throttle.isWanted(2, 10, false)).toBe(false)
    time = 100
    expect(throttle.isWanted(3, 10, false)).toBe(true)
  })
})
