import { expect, it } from 'vitest'
import { readFilter } from '@/canvas/widgets/controlFilter'

const ENTRIES = ['Cat.pt', 'dog.pt', 'a(b.pt', 'a+b/c.pt']

it.each([
  ['', ENTRIES],
  ['CAT', ['Cat.pt']],
  ['/^[Cd]/', ['Cat.pt', 'dog.pt']],
  ['/cat/', []],
  ['/', ['a+b/c.pt']],
  ['a(', ['a(b.pt']],
  // No pattern: a text that nothing contains.
  ['/a(/', []]
])('the filter %j leaves %j', (filter, expected) => {
  expect(ENTRIES.filter(readFilter(filter))).toEqual(expected)
})

it.each(['/(a+)+$/', '/(a|a)*$/', '/((a)|a){9,}$/', '/a*a*a*a*a*a*a*a*$/'])(
  'a pattern that could take for ever is none: %s',
  (filter) => {
    const entry = `${'a'.repeat(200)}b`
    expect(readFilter(filter)(entry)).toBe(false)
    expect(readFilter(filter)(filter)).toBe(true)
  }
)
