import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  applyPackWords,
  getCommandLabel,
  getInputWord,
  getNodeTitle,
  getOutputWord,
  getSettingWord,
  translateCategory,
  translateSettingCategory
} from '@/i18n/packWords'
import { applyLocale } from '@/i18n/translate'

const WORDS = {
  en: { nodeDefs: { A: { display_name: 'Node A', inputs: { x: { name: 'X' } } } } },
  de: {
    nodeDefs: { A: { display_name: 'Knoten A' }, B_1: { outputs: { '1': { name: 'Maske' } } } },
    nodeCategories: { image: 'Bild' },
    settings: { paint_size: { name: 'Größe', tooltip: 'In Pixeln' } },
    commands: { 'paint.go': { label: 'Malen' } },
    settingsCategories: { Paint: 'Farbe' }
  },
  zh: { nodeDefs: { A: { display_name: '节点' } } },
  'zh-TW': { nodeDefs: { A: { display_name: '節點' } } },
  fr: { nodeDefs: { A: { display_name: 'Nœud A' } } }
}

beforeEach(() => applyPackWords(WORDS))
afterEach(async () => {
  applyPackWords({})
  await applyLocale('en')
})

describe('words of node packs', () => {
  it.each([
    ['en', 'Node A'],
    ['de', 'Knoten A'],
    ['de-AT', 'Knoten A'],
    ['zh', '节点'],
    ['zh-TW', '節點'],
    // Not a language of ours, and yet of the pack's.
    ['fr', 'Nœud A'],
    ['ja', 'Node A']
  ])('are those of %s: %s', async (tag, title) => {
    await applyLocale(tag)
    expect(getNodeTitle('A')).toBe(title)
  })

  it('are the English ones where the language lacks one', async () => {
    await applyLocale('de')
    expect(getInputWord('A', 'x', 'name')).toBe('X')
    expect(getInputWord('A', 'x', 'tooltip')).toBeNull()
    expect(getInputWord('A', 'toString', 'name')).toBeNull()
  })

  it('are found by class, slot and part of the category', async () => {
    await applyLocale('de')
    expect(getOutputWord('B.1', 1, 'name')).toBe('Maske')
    expect(translateCategory('image/filter')).toBe('Bild/filter')
    expect(getNodeTitle('C')).toBeNull()
  })

  it('name settings, their pages, and commands, by ids with dots or without', async () => {
    await applyLocale('de')
    expect(getSettingWord('paint.size', 'name')).toBe('Größe')
    expect(getSettingWord('paint.size', 'tooltip')).toBe('In Pixeln')
    expect(getSettingWord('paint.other', 'name')).toBeNull()
    expect(getCommandLabel('paint.go')).toBe('Malen')
    expect([translateSettingCategory('Paint'), translateSettingCategory('Comfy')]).toEqual([
      'Farbe',
      'Comfy'
    ])
  })

  it('are ours for the nodes of the canvas itself', async () => {
    await applyLocale('de')
    expect([getNodeTitle('Note'), getNodeTitle('Reroute')]).toEqual(['Notiz', 'Reroute'])
  })
})
