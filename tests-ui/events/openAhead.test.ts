import { describe, expect, it } from 'vitest'
import { openAhead } from '@/events/openAhead'
import type { Transport, TransportHandlers } from '@/events/transport'

/** A connection whose other end is the test. */
function makeLine() {
  const line = { handlers: null as TransportHandlers | null, isStopped: false, renewals: 0 }
  const transport: Transport = {
    start(handlers) {
      line.handlers = handlers
      return () => void (line.isStopped = true)
    },
    renew: () => void line.renewals++
  }
  return { line, transport }
}

describe('a connection that is opened ahead', () => {
  it('[B22] tells whoever starts it all that came before, in order, and then what comes', () => {
    const { line, transport } = makeLine()
    const ahead = openAhead(transport)
    line.handlers!.onPhase('connecting')
    line.handlers!.onPhase('connected')
    line.handlers!.onFrame('one')
    const heard: string[] = []
    const stop = ahead.start({
      onFrame: (frame) => void heard.push(String(frame)),
      onPhase: (phase) => void heard.push(phase)
    })
    expect(heard).toEqual(['connecting', 'connected', 'one'])
    line.handlers!.onFrame('two')
    expect(heard.at(-1)).toBe('two')
    stop()
    expect(line.isStopped).toBe(true)
  })

  it('keeps the order of what comes while it tells what came before', () => {
    const { line, transport } = makeLine()
    const ahead = openAhead(transport)
    line.handlers!.onFrame('one')
    line.handlers!.onFrame('two')
    const heard: string[] = []
    ahead.start({
      onFrame(frame) {
        heard.push(String(frame))
        if (frame === 'one') line.handlers!.onFrame('three')
      },
      onPhase: () => {}
    })
    expect(heard).toEqual(['one', 'two', 'three'])
  })

  it('is renewed as any other', () => {
    const { line, transport } = makeLine()
    openAhead(transport).renew()
    expect(line.renewals).toBe(1)
  })
})
