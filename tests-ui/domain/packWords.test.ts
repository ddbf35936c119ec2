import { describe, expect, it } from 'vitest'
import { readPackWords, toPackKey } from '@/domain/packWords'

describe('readPackWords', () => {
  it('reads what packs say of nodes and categories, by language', () => {
    const words = readPackWords({
      de: {
        nodeDefs: {
          Pack_Node: {
            display_name: 'Paket',
            description: "Schreibt an {'@'}alle",
            inputs: { seed: { name: 'Startwert', tooltip: 'Zufall' }, odd: 7 },
            outputs: { '0': { name: 'Bild' } }
          }
        },
        nodeCategories: { sampling: 'Abtasten', empty: '' }
      },
      fr: {}
    })
    const german = words.get('de')!
    expect(german.nodes.get('Pack_Node')).toEqual({
      title: 'Paket',
      description: 'Schreibt an @alle',
      inputs: new Map([
        ['seed', { name: 'Startwert', tooltip: 'Zufall' }],
        ['odd', { name: null, tooltip: null }]
      ]),
      outputs: new Map([['0', { name: 'Bild', tooltip: null }]])
    })
    expect([...german.categories]).toEqual([['sampling', 'Abtasten']])
    expect(words.get('fr')!.nodes.size).toBe(0)
  })

  it.each([null, 7, [], { de: null }, { de: { nodeDefs: [], nodeCategories: 'x' } }])(
    'makes do with %j',
    (wire) => {
      for (const words of readPackWords(wire).values()) expect(words.nodes.size).toBe(0)
    }
  )

  it('looks names up as packs write them', () => expect(toPackKey('a.b.c')).toBe('a_b_c'))
})
