import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SafeEventTarget } from '@/extensions/safeEventTarget'

let target: SafeEventTarget
let heard: string[]
const errors = vi.spyOn(console, 'error')

beforeEach(() => {
  target = new SafeEventTarget()
  heard = []
  errors.mockImplementation(() => {})
})
afterEach(() => errors.mockReset())

const tell = (type = 'executed') => target.dispatchEvent(new Event(type))
const hear = (name: string) => () => void heard.push(name)

describe('a listener of a node pack', () => {
  it('[B43] that throws stops no other', () => {
    target.addEventListener('executed', () => {
      throw new Error('pack')
    })
    target.addEventListener('executed', hear('next'))
    tell()
    expect(heard).toEqual(['next'])
    expect(errors).toHaveBeenCalledTimes(1)
  })

  it('[B43] that rejects is reported', async () => {
    const rejecting: unknown = () => Promise.reject(new Error('pack'))
    target.addEventListener('executed', rejecting as EventListener)
    target.addEventListener('executed', hear('next'))
    tell()
    await Promise.resolve()
    expect(heard).toEqual(['next'])
    expect(errors.mock.calls[0]?.[0]).toContain('executed')
  })

  it('[B43] registered twice fires once', () => {
    const listener = hear('once')
    target.addEventListener('executed', listener)
    target.addEventListener('executed', listener)
    tell()
    expect(heard).toEqual(['once'])
  })

  it('may be an object, and is called on the target', () => {
    const self: unknown[] = []
    target.addEventListener('executed', { handleEvent: hear('object') })
    target.addEventListener('executed', function (this: unknown) {
      self.push(this)
    })
    tell()
    expect(heard).toEqual(['object'])
    expect(self).toEqual([target])
  })

  it('is gone once it is removed, and can come back', () => {
    const listener = hear('it')
    target.addEventListener('executed', listener)
    target.removeEventListener('executed', listener)
    tell()
    expect([heard, target.hasListener('executed')]).toEqual([[], false])
    target.addEventListener('executed', listener)
    tell()
    expect([heard, target.hasListener('executed')]).toEqual([['it'], true])
  })

  it('is told apart by its phase, as on any event target', () => {
    const listener = hear('it')
    target.addEventListener('executed', listener, true)
    target.removeEventListener('executed', listener)
    target.addEventListener('executed', listener, true)
    tell()
    expect(heard).toEqual(['it'])
    target.removeEventListener('executed', listener, { capture: true })
    tell()
    expect(heard).toEqual(['it'])
  })

  it('hears once where it asked for that, and again when it asks again', () => {
    const listener = hear('it')
    target.addEventListener('executed', listener, { once: true })
    tell()
    tell()
    expect([heard.length, target.hasListener('executed')]).toEqual([1, false])
    target.addEventListener('executed', listener, { once: true })
    tell()
    expect(heard).toHaveLength(2)
  })

  it('goes with its signal', () => {
    const abort = new AbortController()
    const listener = hear('it')
    target.addEventListener('executed', listener, { signal: abort.signal })
    abort.abort()
    tell()
    target.addEventListener('executed', listener, { signal: abort.signal })
    tell()
    expect([heard, target.hasListener('executed')]).toEqual([[], false])
  })

  it('may stop an event', () => {
    target.addEventListener('b_preview', (event) => event.stopImmediatePropagation())
    target.addEventListener('b_preview', hear('next'))
    tell('b_preview')
    expect(heard).toEqual([])
  })

  it('hears every workflow’s events only where it asked for them', () => {
    const listener = hear('all')
    target.addEventListener('executed', listener, { scope: 'all' })
    target.addEventListener('executed', hear('front'))
    tell()
    target.dispatchToAll(new Event('executed'))
    expect(heard).toEqual(['front', 'all'])
    target.removeEventListener('executed', listener)
    target.dispatchToAll(new Event('executed'))
    expect(heard).toEqual(['front', 'all'])
  })
})
