import { describe, expect, it } from 'vitest'
import type { TreeRow, TypedText } from '@/composables/ui/treeKeys'
import { countSiblings, findTyped, getTreeStep, typeOn } from '@/composables/ui/treeKeys'

const folder = (key: string, depth: number, isOpen: boolean): TreeRow => ({
  key,
  kind: 'folder',
  depth,
  isOpen
})
const leaf = (key: string, depth: number): TreeRow => ({ key, kind: 'file', depth })
const ROWS = [
  folder('a', 0, true),
  leaf('a1', 1),
  folder('a2', 1, false),
  folder('b', 0, true),
  leaf('c', 0)
]
const step = (key: string, index: number) => getTreeStep(key, ROWS, index, 3)

describe('the keys of a tree', () => {
  it.each([
    ['ArrowDown', 1, 2],
    ['ArrowDown', 4, 4],
    ['ArrowUp', 1, 0],
    ['ArrowUp', 0, 0],
    ['Home', 3, 0],
    ['End', 0, 4],
    ['PageDown', 0, 3],
    ['PageDown', 3, 4],
    ['PageUp', 4, 1],
    ['PageUp', 1, 0]
  ])('%s moves from line %i to line %i, and stays within the ends', (key, from, to) => {
    expect(step(key, from)).toEqual({ kind: 'move', to })
  })

  it('Right opens a closed folder and goes into an open one that holds something', () => {
    expect(step('ArrowRight', 2)).toEqual({ kind: 'toggle' })
    expect(step('ArrowRight', 0)).toEqual({ kind: 'move', to: 1 })
    expect(step('ArrowRight', 3)).toEqual({ kind: 'none' })
    expect(step('ArrowRight', 1)).toEqual({ kind: 'none' })
  })

  it('Left closes an open folder, else goes up to the folder around', () => {
    expect(step('ArrowLeft', 0)).toEqual({ kind: 'toggle' })
    expect(step('ArrowLeft', 2)).toEqual({ kind: 'move', to: 0 })
    expect(step('ArrowLeft', 4)).toEqual({ kind: 'none' })
  })

  it('Enter and Space press; other keys, and an empty tree, have none', () => {
    expect(step('Enter', 1)).toEqual({ kind: 'activate' })
    expect(step(' ', 1)).toEqual({ kind: 'activate' })
    expect(step('Tab', 1)).toEqual({ kind: 'none' })
    for (const key of ['ArrowDown', 'ArrowRight', 'Enter'])
      expect(getTreeStep(key, [], 0, 3)).toEqual({ kind: 'none' })
  })
})

describe('letters typed at a tree', () => {
  const LABELS = ['Blend', 'Blur Image', 'Load Image', 'Load Mask', 'lora', '']
  /** Types one letter after the other from the first line on. */
  const type = (keys: string, pause: number): number[] => {
    let typed: TypedText | null = null
    let index = 0
    return [...keys].map((key, place) => {
      typed = typeOn(typed, key, place * pause)
      if (typed) {
        const found = findTyped(LABELS, index, typed.text)
        if (found !== -1) index = found
      }
      return index
    })
  }

  it('go to the line that begins with them, in whatever case', () => {
    expect(type('LOR', 100)).toEqual([2, 2, 4])
    expect(type('load m', 100)).toEqual([2, 2, 2, 2, 2, 3])
  })

  it('begin anew after a pause', () => {
    expect(type('lb', 100)).toEqual([2, 2])
    expect(type('lb', 1000)).toEqual([2, 0])
  })

  it('go through all lines that begin with one letter when it is pressed again and again', () => {
    expect(type('llll', 100)).toEqual([2, 3, 4, 2])
    expect(type('bbb', 1000)).toEqual([1, 0, 1])
  })

  it('are letters alone: no key with a name, and no space in front', () => {
    expect(typeOn(null, 'ArrowDown', 0)).toBeNull()
    expect(typeOn(null, ' ', 0)).toBeNull()
    expect(typeOn({ text: 'a', at: 0 }, ' ', 100)).toEqual({ text: 'a ', at: 100 })
    expect(findTyped([], 0, 'a')).toBe(-1)
  })
})

describe('the places of a tree’s lines', () => {
  it('count what lies in the same folder', () => {
    expect(countSiblings(ROWS)).toEqual([
      { place: 1, count: 3 },
      { place: 1, count: 2 },
      { place: 2, count: 2 },
      { place: 2, count: 3 },
      { place: 3, count: 3 }
    ])
  })

  it('begin anew in the next folder', () => {
    const rows = [folder('a', 0, true), leaf('a1', 1), folder('b', 0, true), leaf('b1', 1)]
    expect(countSiblings(rows).map(({ place }) => place)).toEqual([1, 1, 2, 1])
  })
})
