import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../server/http/sockets/frames'
import { Outbox } from '../../../server/http/sockets/outbox'

const makeFrame = (data: string, supersededBy: string | null = null): Frame => ({
  data: Buffer.from(data),
  isBinary: false,
  supersededBy
})

function takeAll(outbox: Outbox): unknown[] {
  const taken: unknown[] = []
  for (let frame = outbox.take(); frame; frame = outbox.take()) taken.push(String(frame.data))
  return taken
}

describe('Outbox', () => {
  it('gives frames in order, and of a key only the latest, at its own place', () => {
    const outbox = new Outbox()
    outbox.add(makeFrame('p1', 'p'))
    outbox.add(makeFrame('start'))
    outbox.add(makeFrame('q1', 'q'))
    outbox.add(makeFrame('p2', 'p'))
    outbox.add(makeFrame('end'))
    expect(outbox.count).toBe(4)
    expect(takeAll(outbox)).toEqual(['start', 'q1', 'p2', 'end'])
    expect(outbox).toMatchObject({ count: 0, size: 0 })
  })

  it('does not take a frame that went out already for superseded', () => {
    const outbox = new Outbox()
    outbox.add(makeFrame('p1', 'p'))
    expect(String(outbox.take()?.data)).toBe('p1')
    outbox.add(makeFrame('p2', 'p'))
    expect(takeAll(outbox)).toEqual(['p2'])
  })

  it('agrees with a list, whatever is added and taken', () => {
    const key = fc.constantFrom(null, 'a', 'b')
    const action = fc.oneof(fc.constant('take' as const), fc.record({ key }))
    fc.assert(
      fc.property(fc.array(action, { maxLength: 50 }), (actions) => {
        const outbox = new Outbox()
        let model: Frame[] = []
        for (const [index, step] of actions.entries()) {
          if (step === 'take') {
            expect(outbox.take()).toBe(model.shift() ?? null)
            continue
          }
          const frame = makeFrame('x'.repeat(index), step.key)
          model = model.filter((other) => step.key === null || other.supersededBy !== step.key)
          model.push(frame)
          outbox.add(frame)
          expect(outbox.count).toBe(model.length)
          expect(outbox.size).toBe(model.reduce((sum, { data }) => sum + data.length, 0))
        }
      }),
      { seed: 3, numRuns: 300 }
    )
  })
})
