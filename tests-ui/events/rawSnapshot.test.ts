import { describe, expect, it } from 'vitest'
import { normaliseMessage } from '@/events/normalise'
import { createSnapshotPeek, isRawSnapshot } from '@/events/rawSnapshot'
import { SnapshotReader } from '@/events/snapshotReader'
import type { TextMessage } from '@/protocol/messages'
import { decodeTextFrame } from '@/protocol/decodeTextFrame'
import { listFrames, listRecordings, loadRecording } from '../harness/recording'
import {
  PROMPT,
  makeFrame,
  makeProgressFrame,
  makeProgressStateFrame,
  makeStatusFrame
} from '../builders/wireMessages'

/** JSON with a space after each comma and colon, as Python writes it. */
function toPython(frame: string): string {
  return JSON.stringify(JSON.parse(frame), null, 1)
    .replaceAll(/\n\s*/g, ' ')
    .replaceAll(/([[{]) /g, '$1')
    .replaceAll(/ ([\]}])/g, '$1')
}

describe('createSnapshotPeek', () => {
  const frame = makeProgressStateFrame({ 3: [1, 2], 4: [2, 2] })

  it.each([
    ['compact', frame],
    ['as Python writes it', toPython(frame)]
  ])('knows a snapshot, %s, and reads it like any message', (_how, text) => {
    const raw = createSnapshotPeek()(text)
    expect(raw).toEqual({ type: 'progressState', promptId: PROMPT, text })
    expect(isRawSnapshot(raw!)).toBe(true)
    expect(new SnapshotReader().read(raw!)).toEqual(
      normaliseMessage(decodeTextFrame(text) as TextMessage)
    )
  })

  it('leaves every other frame to the parser', () => {
    const peek = createSnapshotPeek()
    const others = [
      '',
      'progress_state',
      makeStatusFrame(1),
      makeProgressFrame(),
      makeFrame('progress_state', { nodes: {}, prompt_id: PROMPT }),
      makeProgressStateFrame({}, ''),
      makeProgressStateFrame({}, '__proto__'),
      makeProgressStateFrame({}, 'a "quoted" id'),
      makeProgressStateFrame({}, 'x'.repeat(65)),
      frame.slice(0, 60)
    ]
    for (const text of others) expect(peek(text), text).toBeNull()
  })

  it('knows the snapshots of all recordings', () => {
    const peek = createSnapshotPeek()
    let count = 0
    for (const name of listRecordings()) {
      for (const text of listFrames(loadRecording(name))) {
        if (typeof text !== 'string') continue
        const message = decodeTextFrame(text)
        const raw = peek(text)
        expect(raw !== null).toBe(message.type === 'progress_state')
        if (raw)
          expect(new SnapshotReader().read(raw)).toEqual(normaliseMessage(message as TextMessage))
        if (raw) count++
      }
    }
    expect(count).toBeGreaterThan(300)
  })

  it('goes on after thousands of prompts', () => {
    const peek = createSnapshotPeek()
    for (let n = 0; n < 2_500; n++) {
      expect(peek(makeProgressStateFrame({}, `p-${n}`))!.promptId).toBe(`p-${n}`)
    }
  })
})
