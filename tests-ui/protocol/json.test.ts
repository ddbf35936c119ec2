import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseWireJson } from '@/protocol/json'

describe('parseWireJson', () => {
  it('reads bare NaN and infinities as the numbers they mean', () => {
    const text = '{"a": NaN, "b": [Infinity, -Infinity], "c": {"d": NaN}}'
    expect(parseWireJson(text)).toEqual({ a: NaN, b: [Infinity, -Infinity], c: { d: NaN } })
  })

  it('leaves the words alone inside strings and keys, escaped quotes and all', () => {
    const text = String.raw`{"NaN": "a \"NaN\" b", "Infinity": "\\", "x": NaN, "y": "-Infinity"}`
    expect(parseWireJson(text)).toEqual({
      NaN: 'a "NaN" b',
      Infinity: '\\',
      x: NaN,
      y: '-Infinity'
    })
  })

  it('keeps a string that reads NaN a string', () => {
    expect(parseWireJson('["NaN", "NaN~", NaN]')).toEqual(['NaN', 'NaN~', NaN])
  })

  it('refuses what is no JSON even so', () => {
    for (const text of ['', '{', '{"a": NaN', 'NaNa', '{"a": "NaN}']) {
      expect(() => parseWireJson(text), text).toThrow(SyntaxError)
    }
  })

  it('reads everything that JSON.stringify writes as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseWireJson(text)).toEqual(JSON.parse(text))
      })
    )
  })

  it('finds non-finite numbers at any place of any document', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (value, name) => {
        const key = JSON.stringify(`k${name}`)
        const text = `{"value": ${value}, ${key}: NaN, "list": [${value}, Infinity], "last": -Infinity}`
        expect(parseWireJson(text)).toEqual({
          value: JSON.parse(value),
          [`k${name}`]: NaN,
          list: [JSON.parse(value), Infinity],
          last: -Infinity
        })
      })
    )
  })
})
