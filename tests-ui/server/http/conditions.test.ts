import { describe, expect, it } from 'vitest'
import { createValidators, isNotModified, parseRange } from '../../../server/http/files/conditions'

const MODIFIED = Date.UTC(2026, 8, 1, 12)
const validators = createValidators({ mtimeMs: MODIFIED + 0.25, size: 1000 })
const at = (offset: number) => new Date(MODIFIED + offset).toUTCString()

describe('isNotModified', () => {
  it.each([
    ['the same tag', { 'if-none-match': validators.etag }, true],
    ['a weak form of it', { 'if-none-match': `W/${validators.etag}` }, true],
    ['one of several', { 'if-none-match': `"x", ${validators.etag}` }, true],
    ['any', { 'if-none-match': '*' }, true],
    ['another', { 'if-none-match': '"x"' }, false],
    ['the same second', { 'if-modified-since': at(0) }, true],
    ['later', { 'if-modified-since': at(5000) }, true],
    ['earlier', { 'if-modified-since': at(-5000) }, false],
    ['no date', { 'if-modified-since': 'yesterday' }, false],
    [
      'another tag, though the date fits',
      { 'if-none-match': '"x"', 'if-modified-since': at(0) },
      false
    ],
    ['nothing', {}, false]
  ])('%s', (_title, headers, expected) => {
    expect(isNotModified(headers, validators)).toBe(expected)
  })
})

describe('parseRange', () => {
  it.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=990-', { start: 990, end: 999 }],
    ['bytes=990-5000', { start: 990, end: 999 }],
    ['bytes=-10', { start: 990, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=1000-', 'invalid'],
    ['bytes=-0', 'invalid'],
    ['bytes=9-0', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['bytes=a-b', null],
    ['pages=1-2', null]
  ])('%s', (range, expected) => {
    expect(parseRange({ range }, 1000, validators)).toEqual(expected)
  })

  it('gives the whole file when the part would be of another content', () => {
    const range = 'bytes=0-9'
    const part = { start: 0, end: 9 }
    expect(parseRange({ range, 'if-range': validators.etag }, 1000, validators)).toEqual(part)
    expect(parseRange({ range, 'if-range': '"old"' }, 1000, validators)).toBeNull()
    expect(parseRange({ range, 'if-range': at(0) }, 1000, validators)).toEqual(part)
    expect(parseRange({ range, 'if-range': at(-1000) }, 1000, validators)).toBeNull()
  })
})
