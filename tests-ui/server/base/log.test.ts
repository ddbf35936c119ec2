import { describe, expect, it } from 'vitest'
import {
  createLog,
  describeError,
  formatLogText,
  isLevelShown,
  LOG_LEVELS,
  type LogLine
} from '../../../server/base/log'

describe('the log', () => {
  it('gives every sink each line, with its time and level', () => {
    const [one, two]: LogLine[][] = [[], []]
    const log = createLog([(line) => one!.push(line), (line) => two!.push(line)], () => 5)
    log.info('prompt queued', { prompt: 'p1', nodes: 3 })
    log.error('it failed')
    expect(one).toEqual([
      { at: 5, level: 'info', message: 'prompt queued', facts: { prompt: 'p1', nodes: 3 } },
      { at: 5, level: 'error', message: 'it failed', facts: {} }
    ])
    expect(two).toEqual(one)
  })

  it('writes facts so that none of them can forge a line or another fact', () => {
    const facts = { id: 'a-b/c.png', note: 'x\n2026 ERROR level=bad', empty: '', none: null }
    expect(formatLogText({ at: 0, level: 'info', message: 'saved', facts })).toBe(
      'saved id=a-b/c.png note="x\\n2026 ERROR level=bad" empty="" none=null'
    )
  })

  it('shows a level and what is graver, or nothing at all', () => {
    expect(LOG_LEVELS.filter((level) => isLevelShown(level, 'warn'))).toEqual(['warn', 'error'])
    expect(LOG_LEVELS.filter((level) => isLevelShown(level, 'silent'))).toEqual([])
  })

  it('tells what was caught, whatever it is', () => {
    expect([describeError(new Error('no disk')), describeError('plain')]).toEqual([
      'no disk',
      'plain'
    ])
  })
})
