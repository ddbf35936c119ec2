import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toExecutionId, toPromptId } from '@/domain/ids'
import type { AttributedEvent, Ownership } from '@/events/executionEvent'
import type { StreamEvent } from '@/events/rawSnapshot'
import { APPLY_INTERVAL, FRAME_PATIENCE, ProgressCoalescer } from '@/events/progressCoalescer'
import { createManualClock } from '../harness/clock'
import { createManualScheduler, runFrames } from '../harness/scheduler'

function makeCoalescer() {
  const clock = createManualClock()
  const scheduler = createManualScheduler()
  const heard: { event: StreamEvent; ownership: Ownership; at: number }[] = []
  const coalescer = new ProgressCoalescer({
    clock,
    scheduler,
    deliver: (event, ownership) => heard.push({ event, ownership, at: clock.now() })
  })
  const push = (event: AttributedEvent, ownership: Ownership = 'own') =>
    coalescer.push(event, ownership)
  return { clock, scheduler, coalescer, push, heard, getEvents: () => heard.map((h) => h.event) }
}

const image = { blob: new Blob(['x']) }
const A = toPromptId('a')
const B = toPromptId('b')

const snapshot = (promptId = A): AttributedEvent => ({ type: 'progressState', promptId, nodes: {} })
const step = (promptId = A, node = '3', value = 1): AttributedEvent => ({
  type: 'progress',
  promptId,
  nodeId: toExecutionId(node),
  value,
  max: 9
})
const preview = (promptId = A, node = '3'): AttributedEvent => ({
  type: 'preview',
  promptId,
  nodeId: toExecutionId(node),
  displayNodeId: toExecutionId(node),
  image
})
const executing = (promptId = A, node = '3'): AttributedEvent => ({
  type: 'executing',
  promptId,
  nodeId: toExecutionId(node),
  displayNodeId: toExecutionId(node)
})
const succeeded = (promptId = A): AttributedEvent => ({ type: 'succeeded', promptId, at: null })

describe('ProgressCoalescer', () => {
  it('[B46] applies many snapshots of one frame once, the latest, per prompt', () => {
    const { scheduler, push, getEvents } = makeCoalescer()
    const last = { [A]: snapshot(A), [B]: snapshot(B) }
    for (let n = 0; n < 50; n++) {
      push(snapshot(A))
      push(snapshot(B))
    }
    push(last[A]!)
    push(last[B]!)
    expect(getEvents()).toEqual([])
    expect(scheduler.pending).toBe(1)
    scheduler.frame()
    expect(getEvents()).toHaveLength(2)
    expect(getEvents()[0]).toBe(last[A])
    expect(getEvents()[1]).toBe(last[B])
  })

  it('keeps steps and pictures of different nodes apart', () => {
    const { scheduler, push, getEvents } = makeCoalescer()
    const kept = [step(A, '3', 2), preview(A, '3'), step(A, '4', 1), preview(A, '4'), snapshot(A)]
    push(step(A, '3', 1))
    push(preview(A, '3'))
    for (const event of kept) push(event)
    scheduler.frame()
    expect(getEvents()).toEqual(kept)
  })

  it('applies in the order of the latest, as the stream had it', () => {
    const { scheduler, push, getEvents } = makeCoalescer()
    const [picture, second] = [preview(A), snapshot(A)]
    push(snapshot(A))
    push(picture)
    push(second)
    scheduler.frame()
    expect(getEvents()).toEqual([picture, second])
    expect(getEvents()[1]).toBe(second)
  })

  it('passes lifecycle events at once, after what waits of their own prompt only', () => {
    const { push, getEvents } = makeCoalescer()
    const mine = snapshot(A)
    push(snapshot(B))
    push(mine)
    push(succeeded(A))
    expect(getEvents()).toEqual([mine, succeeded(A)])
  })

  it('passes events of no prompt without flushing anything', () => {
    const { push, getEvents } = makeCoalescer()
    push(snapshot(A))
    push({ type: 'status', promptId: null, queueRemaining: 1, sid: null })
    expect(getEvents().map((event) => event.type)).toEqual(['status'])
  })

  it('[B47] applies a prompt at most ten times a second, first on the next frame, last after the end', () => {
    const { clock, scheduler, push, heard } = makeCoalescer()
    const begin = clock.now()
    let last = snapshot(A)
    for (let n = 0; n < 600; n++) {
      last = snapshot(A)
      push(last)
      clock.advance(5)
      if (n % 3 === 0) scheduler.frame()
    }
    runFrames(clock, scheduler, 2 * APPLY_INTERVAL)
    expect(heard[0]!.at - begin).toBeLessThanOrEqual(5)
    expect(heard.length).toBeLessThanOrEqual(31)
    expect(heard.length).toBeGreaterThan(24)
    expect(heard.at(-1)!.event).toBe(last)
    for (const [index, { at }] of heard.slice(1).entries()) {
      expect(at - heard[index]!.at).toBeGreaterThanOrEqual(APPLY_INTERVAL)
    }
  })

  it('asks for no frame while it waits for the next turn, nor when idle', () => {
    const { clock, scheduler, push } = makeCoalescer()
    push(snapshot(A))
    scheduler.frame()
    expect([scheduler.pending, clock.pending]).toEqual([0, 0])
    push(snapshot(A))
    expect([scheduler.pending, clock.pending]).toEqual([0, 1])
    clock.advance(APPLY_INTERVAL)
    expect([scheduler.pending, clock.pending]).toEqual([1, 0])
    scheduler.frame()
    expect([scheduler.pending, clock.pending]).toEqual([0, 0])
  })

  it('takes its wakes back when a lifecycle event has flushed all there was', () => {
    const { clock, scheduler, push } = makeCoalescer()
    push(snapshot(A))
    push(succeeded(A))
    expect([scheduler.pending, clock.pending]).toEqual([0, 0])
  })

  it('[B38] does not wait for frames that never come, as on a page long hidden', () => {
    const { clock, push, getEvents } = makeCoalescer()
    push(snapshot(A))
    clock.advance(FRAME_PATIENCE + 1)
    const late = snapshot(A)
    push(late)
    expect(getEvents()).toHaveLength(1)
    expect(getEvents()[0]).toBe(late)
  })

  it('does not wait for timers that are late either', () => {
    const { clock, scheduler, push } = makeCoalescer()
    push(snapshot(A))
    scheduler.frame()
    push(snapshot(A))
    clock.jump(APPLY_INTERVAL)
    expect(scheduler.pending).toBe(0)
    push(snapshot(A))
    expect(scheduler.pending).toBe(1)
  })

  it('goes on when the computer’s clock is set back', () => {
    const { clock, scheduler, push, heard } = makeCoalescer()
    push(snapshot(A))
    scheduler.frame()
    clock.jump(-3_600_000)
    push(snapshot(A))
    runFrames(clock, scheduler, 2 * APPLY_INTERVAL)
    expect(heard).toHaveLength(2)
    push(snapshot(A))
    clock.jump(-3_600_000)
    push(snapshot(B))
    scheduler.frame()
    expect(heard).toHaveLength(4)
  })

  it('delivers each event with whose it was when it came', () => {
    const { clock, scheduler, push, heard } = makeCoalescer()
    push(snapshot(A), 'foreign')
    push(snapshot(A), 'own')
    runFrames(clock, scheduler, 2 * APPLY_INTERVAL)
    expect(heard.map((h) => h.ownership)).toEqual(['foreign', 'own'])
  })

  it('keeps pacing right, and little in memory, with thousands of prompts that never end', () => {
    const { clock, scheduler, push, heard } = makeCoalescer()
    for (let n = 0; n < 2_000; n++) {
      push(snapshot(toPromptId(`stranger-${n}`)))
      runFrames(clock, scheduler, 17)
    }
    push(snapshot(A))
    runFrames(clock, scheduler, 17)
    push(snapshot(A))
    runFrames(clock, scheduler, APPLY_INTERVAL / 2)
    expect(heard).toHaveLength(2_001)
    runFrames(clock, scheduler, APPLY_INTERVAL)
    expect(heard).toHaveLength(2_002)
  })

  it('forgets what waits when disposed', () => {
    const { clock, scheduler, coalescer, push, heard } = makeCoalescer()
    push(snapshot(A))
    scheduler.frame()
    push(snapshot(A))
    push(snapshot(B))
    coalescer.dispose()
    runFrames(clock, scheduler, 1_000)
    expect(heard).toHaveLength(1)
    expect([scheduler.pending, clock.pending]).toEqual([0, 0])
  })
})

/** What happens to the coalescer in a property. */
type Command =
  | { readonly kind: 'push'; readonly event: AttributedEvent }
  | { readonly kind: 'frame' }
  | { readonly kind: 'wait'; readonly milliseconds: number }

const promptIds = fc.constantFrom(A, B, toPromptId('c'))
const nodes = fc.constantFrom('3', '4')
const events = fc.oneof(
  fc.tuple(promptIds).map(([id]) => snapshot(id)),
  fc.tuple(promptIds, nodes).map(([id, node]) => step(id, node)),
  fc.tuple(promptIds, nodes).map(([id, node]) => preview(id, node)),
  fc.tuple(promptIds, nodes).map(([id, node]) => executing(id, node)),
  fc.tuple(promptIds).map(([id]) => succeeded(id))
)
const commands = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: events.map((event): Command => ({ kind: 'push', event })) },
    { weight: 2, arbitrary: fc.constant<Command>({ kind: 'frame' }) },
    {
      weight: 2,
      arbitrary: fc
        .integer({ min: 1, max: 150 })
        .map((milliseconds): Command => ({ kind: 'wait', milliseconds }))
    }
  ),
  { maxLength: 120 }
)

function getKey(event: StreamEvent): string | null {
  const node = 'nodeId' in event ? event.nodeId : ''
  const isPutOff = ['progressState', 'progress', 'preview'].includes(event.type)
  return isPutOff ? `${event.promptId} ${event.type} ${node}` : null
}

describe('ProgressCoalescer, for any stream', () => {
  it('keeps each prompt’s order, loses no lifecycle event, and ends with the latest of each key', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { clock, scheduler, push, getEvents } = makeCoalescer()
        const pushed: AttributedEvent[] = []
        for (const command of list) {
          if (command.kind === 'frame') scheduler.frame()
          else if (command.kind === 'wait') clock.advance(command.milliseconds)
          else {
            // Events are told apart by identity.
            const event = { ...command.event }
            pushed.push(event)
            push(event)
            if (getKey(event) === null) expect(getEvents().at(-1)).toBe(event)
          }
        }
        runFrames(clock, scheduler, 2 * APPLY_INTERVAL)
        for (const promptId of new Set(pushed.map((event) => event.promptId))) {
          const sent = pushed.filter((event) => event.promptId === promptId)
          const got = getEvents().filter((event) => event.promptId === promptId)
          const positions = got.map((event) => sent.findIndex((other) => other === event))
          expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b))
          expect(got.filter((event) => getKey(event) === null)).toEqual(
            sent.filter((event) => getKey(event) === null)
          )
          for (const key of new Set(sent.map(getKey))) {
            const isSame = (event: StreamEvent) => getKey(event) === key
            expect(got.findLast(isSame)).toBe(sent.findLast(isSame))
          }
        }
        expect([scheduler.pending, clock.pending]).toEqual([0, 0])
      })
    )
  })

  it('lets nothing wait longer than one interval and two frames, whatever else happens', () => {
    fc.assert(
      fc.property(fc.array(events, { minLength: 1, maxLength: 300 }), (list) => {
        const { clock, scheduler, push, heard } = makeCoalescer()
        /** When the oldest event of a key came that is not yet followed by one delivered. */
        const waitingSince = new Map<string, number>()
        let seen = 0
        for (const template of list) {
          const event = { ...template }
          const key = getKey(event)
          if (key && !waitingSince.has(key)) waitingSince.set(key, clock.now())
          push(event)
          runFrames(clock, scheduler, 7)
          for (; seen < heard.length; seen++) waitingSince.delete(getKey(heard[seen]!.event) ?? '')
          for (const since of waitingSince.values()) {
            expect(clock.now() - since).toBeLessThanOrEqual(APPLY_INTERVAL + 2 * 17)
          }
        }
      })
    )
  })

  it('[B3] touches no other prompt at a lifecycle event', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), events, (before, event) => {
        const { push, heard } = makeCoalescer()
        for (const earlier of before) push(earlier)
        const count = heard.length
        push(event)
        for (const { event: told } of heard.slice(count)) expect(told.promptId).toBe(event.promptId)
      })
    )
  })
})
