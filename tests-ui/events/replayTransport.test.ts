import { describe, expect, it } from 'vitest'
import { parseRecording } from '@/events/recording'
import { createReplayTransport } from '@/events/replayTransport'
import { createManualClock } from '../harness/clock'
import {
  listFrames,
  listRecordings,
  listSubmittedPrompts,
  loadRecording,
  replayAtOnce
} from '../harness/recording'

const HEADER =
  '{"kind":"recording","format":1,"name":"x","comfyui":"0.33.0","about":"","started":1}'
const LINES = [
  HEADER,
  '{"t":0,"kind":"open","socket":"A","path":"/ws?clientId=a"}',
  '{"t":10,"kind":"receive","socket":"A","json":{"type":"status","data":{}}}',
  '{"t":10,"kind":"receive","socket":"B","json":{"type":"other","data":{}}}',
  '{"t":20,"kind":"receive","socket":"A","text":"{\\"a\\": NaN}"}',
  '{"t":30,"kind":"close","socket":"A","code":1006}',
  '{"t":40,"kind":"open","socket":"A2","path":"/ws?clientId=a"}',
  '{"t":50,"kind":"receive","socket":"A2","binary":"AAAAAw=="}',
  '{"t":60,"kind":"note","text":"the end"}'
]

function play(speed?: number) {
  const clock = createManualClock()
  const heard: unknown[] = []
  const transport = createReplayTransport({
    recording: parseRecording(LINES.join('\n')),
    clock,
    ...(speed !== undefined && { speed })
  })
  const stop = transport.start({
    onFrame: (frame) => heard.push(typeof frame === 'string' ? frame : new Uint8Array(frame)),
    onPhase: (phase) => heard.push(phase)
  })
  return { clock, heard, stop, transport }
}

const ALL = [
  'connecting',
  'connected',
  '{"type":"status","data":{}}',
  '{"a": NaN}',
  'reconnecting',
  'connected',
  Uint8Array.of(0, 0, 0, 3)
]

describe('createReplayTransport', () => {
  it('plays one client’s frames at the times they came, over its reconnects', () => {
    const { clock, heard } = play()
    expect(heard).toEqual(ALL.slice(0, 1))
    clock.advance(9)
    expect(heard).toEqual(ALL.slice(0, 2))
    clock.advance(11)
    expect(heard).toEqual(ALL.slice(0, 4))
    clock.advance(30)
    expect(heard).toEqual(ALL)
    expect(clock.pending).toBe(0)
  })

  it('plays faster, or all at once', () => {
    const twice = play(2)
    twice.clock.advance(25)
    expect(twice.heard).toEqual(ALL)
    const atOnce = play(Infinity)
    expect(atOnce.heard).toEqual(ALL.slice(0, 1))
    atOnce.clock.runDue()
    expect(atOnce.heard).toEqual(ALL)
  })

  it('stops, and has no other connection to offer', () => {
    const { clock, heard, stop, transport } = play()
    clock.advance(10)
    transport.renew()
    stop()
    clock.advance(100)
    expect(heard).toEqual(ALL.slice(0, 3))
    expect(clock.pending).toBe(0)
  })

  it('stops from within', () => {
    const clock = createManualClock()
    const frames: unknown[] = []
    const recording = parseRecording(LINES.join('\n'))
    const stop = createReplayTransport({ recording, clock, speed: Infinity }).start({
      onFrame(frame) {
        frames.push(frame)
        stop()
      },
      onPhase: () => {}
    })
    clock.runDue()
    expect(frames).toHaveLength(1)
  })

  it('delivers every frame of every recording', () => {
    for (const name of listRecordings()) {
      const recording = loadRecording(name)
      let count = 0
      replayAtOnce(recording, { onFrame: () => void count++ })
      expect(count, name).toBe(listFrames(recording).length)
    }
  })
})

describe('parseRecording', () => {
  it.each([
    ['nothing', '', 'Line 1'],
    ['no header', LINES[1]!, 'Line 1'],
    ['a line that is no JSON', `${HEADER}\nhello`, 'Line 2'],
    ['a line of an unknown kind', `${HEADER}\n{"t":1,"kind":"dance"}`, 'Line 2'],
    ['a line without a time', `${HEADER}\n{"kind":"note","text":""}`, 'Line 2'],
    ['a frame without content', `${HEADER}\n{"t":1,"kind":"receive","socket":"A"}`, 'Line 2']
  ])('refuses %s, naming the line', (_what, text, line) => {
    expect(() => parseRecording(text)).toThrow(line)
  })

  it('keeps requests with their answers', () => {
    const recording = loadRecording('two-tabs-same-page')
    expect(recording.header).toMatchObject({ name: 'two-tabs-same-page', comfyui: '0.33.0' })
    expect(listSubmittedPrompts(recording)).toHaveLength(2)
  })
})
