import { expect, it } from 'vitest'
import { LogLines } from '@/domain/logLines'

const at = (message: string, time = '2026-01-02T03:04:05.000000') => ({ time, message })
const texts = (log: LogLines) => log.lines.map(({ text }) => text)

it('lines are made of parts, and parted where several came at once', () => {
  const log = new LogLines(10)
  log.add([at('one'), at(' more\ntwo\n'), at('\n'), at('three')])
  expect(texts(log)).toEqual(['one more', 'two', '', 'three'])
  const ids = log.lines.map(({ id }) => id)
  expect(new Set(ids).size).toBe(4)
  log.add([at(' grows')])
  expect(texts(log).at(-1)).toBe('three grows')
  expect(log.lines.at(-1)?.id).toBe(ids.at(-1))
})

it('a progress bar is one line, whichever side its carriage return stands', () => {
  const log = new LogLines(10)
  log.add([at('\r 10%'), at('\r 20%'), at('\r100%\n'), at('done\n')])
  log.add([at('a 1%\r'), at('a 2%\r'), at('a 3%\r\n'), at('end')])
  expect(texts(log).map((text) => text.trimEnd())).toEqual(['100%', 'done', 'a 3%', 'end'])
})

it('colours of a terminal are left out, and lines have a level', () => {
  const log = new LogLines(10)
  log.add([
    at('\u001b[31m[ERROR] broken\u001b[0m\n'),
    at('WARNING: old\n'),
    at('Traceback (most recent call last):\n'),
    at('ValueError: no\n'),
    at('an error-free day\n')
  ])
  expect(log.lines.map(({ level }) => level)).toEqual([
    'error',
    'warning',
    'error',
    'error',
    'plain'
  ])
  expect(texts(log)[0]).toBe('[ERROR] broken')
})

it('only the latest are kept; nothing of the old when it is cleared', () => {
  const log = new LogLines(3)
  log.add([at('1\n2\n3\n4\n')])
  expect(texts(log)).toEqual(['2', '3', '4'])
  log.add([at('open')])
  log.clear()
  log.add([at('new\n')])
  expect(texts(log)).toEqual(['new'])
})
