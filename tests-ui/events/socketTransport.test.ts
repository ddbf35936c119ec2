import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLOSE_CODE, CLOSE_TIMEOUT, CONNECT_TIMEOUT } from '@/events/socketConnection'
import {
  FIRST_RETRY,
  LONGEST_RETRY,
  OFFLINE_AFTER,
  createSocketTransport,
  getRetryDelay
} from '@/events/socketTransport'
import type { Frame } from '@/events/transport'
import { createManualClock } from '../harness/clock'
import { createFakePage } from './fakePage'
import { createSocketHouse } from './fakeSocket'

const FLAGS = {
  type: 'feature_flags',
  data: { supports_preview_metadata: true, supports_progress_text_metadata: true }
}

function makeTransport(knobs: { WebSocket?: new (url: string) => never; random?: number } = {}) {
  const clock = createManualClock()
  const page = createFakePage()
  const house = createSocketHouse()
  /** Phases and frames in the order in which they came. */
  const heard: (string | Frame)[] = []
  let connections = 0
  const transport = createSocketTransport({
    getUrl: () => `ws://host/ws?clientId=tab&n=${++connections}`,
    WebSocket: knobs.WebSocket ?? house.WebSocket,
    clock,
    random: () => knobs.random ?? 0.5,
    page
  })
  const stop = transport.start({
    onFrame: (frame) => heard.push(frame),
    onPhase: (phase) => heard.push(`phase ${phase}`)
  })
  const getPhase = () =>
    heard.findLast((item) => typeof item === 'string' && item.startsWith('phase '))
  return { clock, page, ...house, transport, stop, heard, getPhase }
}

describe('createSocketTransport', () => {
  it('sends its flags first on every connection, and says connected before the first frame', () => {
    const { clock, sockets, getLast, heard } = makeTransport()
    const first = getLast()
    expect(first.url).toBe('ws://host/ws?clientId=tab&n=1')
    expect(first.binaryType).toBe('arraybuffer')
    expect(first.sent).toEqual([])
    first.accept()
    expect(first.sent).toEqual([FLAGS])
    first.receive('one')
    first.end()
    clock.advance(FIRST_RETRY)
    expect(sockets).toHaveLength(2)
    getLast().accept()
    expect(getLast().sent).toEqual([FLAGS])
    getLast().receive('two')
    expect(heard).toEqual([
      'phase connecting',
      'phase connected',
      'one',
      'phase reconnecting',
      'phase connected',
      'two'
    ])
  })

  it('hands on text and binary frames and nothing else', () => {
    const { getLast, heard } = makeTransport()
    getLast().accept()
    const frame = new ArrayBuffer(4)
    getLast().receive(frame)
    getLast().receive(new Blob(['x']))
    expect(heard.slice(2)).toEqual([frame])
  })

  it('[B26] waits longer after each failure, within bounds, and asks for the address anew', () => {
    const { clock, sockets, getLast } = makeTransport()
    const waits: number[] = []
    for (let n = 0; n < 8; n++) {
      getLast().end()
      waits.push(clock.untilNext!)
      clock.advance(clock.untilNext!)
    }
    expect(waits).toEqual([375, 750, 1_500, 3_000, 6_000, 7_500, 7_500, 7_500])
    expect(sockets.map(({ url }) => url.at(-1))).toEqual([...'123456789'])
  })

  it('[B26] has jitter: half to the whole of the full wait', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (failures, random) => {
          const full = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** (failures - 1))
          const delay = getRetryDelay(failures, () => random)
          expect(delay).toBeGreaterThanOrEqual(full / 2)
          expect(delay).toBeLessThanOrEqual(full)
        }
      )
    )
  })

  it('starts over with short waits only once the server has spoken', () => {
    const { clock, getLast } = makeTransport()
    const fail = () => {
      getLast().end()
      const wait = clock.untilNext!
      clock.advance(wait)
      return wait
    }
    fail()
    getLast().accept()
    expect(fail()).toBe(750)
    getLast().accept()
    getLast().receive('hello')
    expect(fail()).toBe(375)
  })

  it('says offline after some failures or without a network, and keeps trying', () => {
    const { clock, page, getLast, getPhase } = makeTransport()
    for (let n = 1; n < OFFLINE_AFTER; n++) {
      getLast().end()
      expect(getPhase()).toBe('phase connecting')
      clock.advance(LONGEST_RETRY)
    }
    getLast().end()
    expect(getPhase()).toBe('phase offline')
    clock.advance(LONGEST_RETRY)
    getLast().accept()
    getLast().receive('hello')
    expect(getPhase()).toBe('phase connected')
    page.setOnline(false)
    getLast().end()
    expect(getPhase()).toBe('phase offline')
    clock.advance(FIRST_RETRY)
    getLast().accept()
    expect(getPhase()).toBe('phase connected')
  })

  it.each([
    ['the network is back', (page: ReturnType<typeof createFakePage>) => page.setOnline(true)],
    ['the page comes to view', (page: ReturnType<typeof createFakePage>) => page.setHidden(false)]
  ])('[B26] tries at once when %s', (_what, change) => {
    const { clock, page, sockets, getLast } = makeTransport()
    for (let n = 0; n < 5; n++) {
      getLast().end()
      clock.advance(LONGEST_RETRY)
    }
    getLast().end()
    change(page)
    expect(sockets).toHaveLength(7)
    change(page)
    expect(sockets).toHaveLength(7)
    clock.advance(LONGEST_RETRY)
    expect(sockets).toHaveLength(7)
  })

  it('leaves a good connection alone when the page comes and goes', () => {
    const { page, sockets, getLast, clock } = makeTransport()
    getLast().accept()
    page.setHidden(true)
    page.setHidden(false)
    page.setOnline(true)
    expect(sockets).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })

  it('[B26] renews: the old socket is gone before the next one opens', () => {
    const { sockets, countAlive, getLast, transport, heard } = makeTransport()
    const old = getLast()
    old.accept()
    transport.renew()
    transport.renew()
    expect(old.closedWith).toBe(CLOSE_CODE.renewed)
    expect(sockets).toHaveLength(1)
    old.receive('late')
    old.end(CLOSE_CODE.renewed)
    expect(sockets).toHaveLength(2)
    expect(countAlive()).toBe(1)
    getLast().accept()
    expect(heard).toEqual([
      'phase connecting',
      'phase connected',
      'phase reconnecting',
      'phase connected'
    ])
  })

  it('does not wait for ever for a dead socket to close', () => {
    const { clock, sockets, getLast, transport, heard } = makeTransport()
    const old = getLast()
    old.accept()
    transport.renew()
    clock.advance(CLOSE_TIMEOUT)
    expect(sockets).toHaveLength(2)
    getLast().accept()
    const count = heard.length
    old.end()
    old.receive('late')
    expect(sockets).toHaveLength(2)
    expect(heard).toHaveLength(count)
  })

  it('renewing while it waits to retry tries at once', () => {
    const { sockets, getLast, transport } = makeTransport()
    getLast().end()
    transport.renew()
    expect(sockets).toHaveLength(2)
  })

  it('gives up a connection that does not come about, without hurry', () => {
    const { clock, sockets, getLast } = makeTransport()
    clock.advance(CONNECT_TIMEOUT - 1)
    expect(getLast().closedWith).toBeNull()
    clock.advance(1)
    expect(sockets[0]!.closedWith).not.toBeNull()
    clock.advance(FIRST_RETRY)
    expect(sockets).toHaveLength(2)
    sockets[0]!.end()
    clock.advance(LONGEST_RETRY)
    expect(sockets).toHaveLength(2)
  })

  it('takes an address that the browser refuses for an attempt that failed', () => {
    const { clock, heard, stop } = makeTransport({
      WebSocket: function refuse() {
        throw new SyntaxError('bad address')
      } as never
    })
    for (let n = 0; n < OFFLINE_AFTER; n++) clock.advance(LONGEST_RETRY)
    expect(heard).toEqual(['phase connecting', 'phase offline'])
    stop()
    expect(clock.pending).toBe(0)
  })

  it('renewing an attempt that the browser refused opens nothing twice', () => {
    let attempts = 0
    const { clock, transport, stop } = makeTransport({
      WebSocket: function refuse() {
        attempts++
        throw new SyntaxError('bad address')
      } as never
    })
    transport.renew()
    clock.runDue()
    expect(attempts).toBe(2)
    stop()
    expect(clock.pending).toBe(0)
  })

  it.each(['connecting', 'open', 'waiting', 'renewing'])(
    'stops for good while %s: closed, deaf, no timer and no listener left',
    (state) => {
      const { clock, page, sockets, getLast, transport, stop, heard } = makeTransport()
      if (state !== 'connecting') getLast().accept()
      if (state === 'waiting') getLast().end()
      if (state === 'renewing') transport.renew()
      const count = heard.length
      stop()
      stop()
      expect(clock.pending).toBe(0)
      expect(page.listeners).toBe(0)
      expect(['closing', 'closed']).toContain(sockets[0]!.state)
      if (state === 'open') expect(sockets[0]!.closedWith).toBe(CLOSE_CODE.done)
      getLast().receive('late')
      getLast().end()
      transport.renew()
      clock.advance(LONGEST_RETRY)
      expect(sockets).toHaveLength(1)
      expect(heard).toHaveLength(count)
    }
  )

  it('never has two sockets of one client, whatever happens', () => {
    const actions = fc.constantFrom('accept', 'receive', 'end', 'renew', 'online', 'show', 'wait')
    fc.assert(
      fc.property(fc.array(actions, { maxLength: 60 }), (list) => {
        const { clock, page, sockets, countAlive, getLast, transport, stop } = makeTransport()
        for (const action of list) {
          const last = getLast()
          if (action === 'accept' && last.state === 'connecting') last.accept()
          if (action === 'receive' && last.state === 'open') last.receive('frame')
          if (action === 'end' && last.state !== 'closed') last.end()
          if (action === 'renew') transport.renew()
          if (action === 'online') page.setOnline(true)
          if (action === 'show') page.setHidden(false)
          if (action === 'wait') clock.advance(CLOSE_TIMEOUT / 2)
          // One that is being closed ends by itself in the end; that end is only waited for so long.
          if (action === 'wait') for (const s of sockets) if (s.state === 'closing') s.end()
          expect(countAlive()).toBeLessThanOrEqual(1)
        }
        stop()
        expect(clock.pending).toBe(0)
      })
    )
  })
})
