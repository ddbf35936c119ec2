import { describe, expect, it } from 'vitest'
import {
  createValidators,
  isNotModified,
  isPreconditionFailed,
  parseRange
} from '../../../server/http/files/conditions'

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

describe('isPreconditionFailed', () => {
  it.each([
    ['the same tag', { 'if-match': validators.etag }, false],
    ['any', { 'if-match': '*' }, false],
    ['another', { 'if-match': '"x"' }, true],
    ['unchanged since then', { 'if-unmodified-since': at(0) }, false],
    ['changed since then', { 'if-unmodified-since': at(-1000) }, true],
    ['no date', { 'if-unmodified-since': 'x' }, false],
    ['the tag, though the date is past', { 'if-match': '*', 'if-unmodified-since': at(-9) }, false],
    ['nothing', {}, false]
  ])('%s', (_title, headers, expected) => {
    expect(isPreconditionFailed(headers, validators)).toBe(expected)
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
    ['bytes=9-0', 'invalid'],
    ['bytes=0-1,5-6', 'invalid'],
    ['bytes=-', 'invalid'],
    ['bytes=a-b', 'invalid'],
    ['pages=1-2', 'invalid']
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
