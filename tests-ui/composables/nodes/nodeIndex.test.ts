import { describe, expect, it } from 'vitest'
import type { NodeFilter } from '@/composables/nodes/nodeIndex'
import { createNodeIndex, NO_FILTER } from '@/composables/nodes/nodeIndex'
import { splitByMatch } from '@/composables/nodes/splitByMatch'
import { makeNodeEntry } from '@/domain/nodeEntry'
import { makeNodeDefinition } from '../../builders/nodeDefinition'

const DEFINITIONS = [
  makeNodeDefinition({ name: 'KSampler', category: 'sampling', output: ['LATENT'] }),
  makeNodeDefinition({ name: 'KSamplerAdvanced', display_name: 'KSampler (Advanced)' }),
  makeNodeDefinition({
    name: 'VAEDecode',
    display_name: 'VAE Decode',
    category: 'latent',
    input: { required: { samples: ['LATENT'], vae: ['VAE'] } },
    output: ['IMAGE']
  }),
  makeNodeDefinition({
    name: 'SaveImage',
    display_name: 'Save Image',
    category: 'image/save',
    search_aliases: ['export'],
    input: { required: { images: ['IMAGE'] } }
  }),
  makeNodeDefinition({ name: 'Gone', display_name: 'Save Old', deprecated: true }),
  makeNodeDefinition({ name: 'Bild', display_name: '画像を保存' })
]
const index = createNodeIndex(DEFINITIONS.map(makeNodeEntry))
const search = (
  text: string,
  filter: Partial<NodeFilter> = {},
  recent: readonly string[] = []
): readonly string[] =>
  index.search(text, { ...NO_FILTER, ...filter }, recent).map(({ type }) => type)

describe('the node search', () => {
  it('finds by name, class, alias and category, the closest first', () => {
    expect(search('ksampler')).toEqual(['KSampler', 'KSamplerAdvanced'])
    expect(search('export')).toEqual(['SaveImage'])
    expect(search('latent')).toEqual(['VAEDecode'])
  })

  it('forgives gaps, and takes words in any order', () => {
    expect(search('vaedec')).toEqual(['VAEDecode'])
    expect(search('image save')).toEqual(['SaveImage'])
    expect(search('ksmplr')).toContain('KSampler')
    expect(search('zzz')).toEqual([])
  })

  it('finds names that are not in Latin letters', () => {
    expect(search('保存')).toEqual(['Bild'])
  })

  it('narrows by input and output type, and by category with all below it', () => {
    expect(search('', { input: 'latent' })).toEqual(['VAEDecode'])
    expect(search('', { output: 'IMAGE' })).toEqual(['VAEDecode'])
    expect(search('', { category: 'image' })).toEqual(['SaveImage'])
    expect(search('', { category: 'ima' })).toEqual([])
  })

  it('puts what was used last first, where nothing or the same was typed', () => {
    expect(search('', {}, ['SaveImage', 'VAEDecode']).slice(0, 2)).toEqual([
      'SaveImage',
      'VAEDecode'
    ])
    expect(search('ksam', {}, ['KSamplerAdvanced'])[0]).toBe('KSamplerAdvanced')
  })

  it('leaves deprecated nodes to documents, unless they are wanted', () => {
    expect(search('old')).toEqual([])
    const all = createNodeIndex(DEFINITIONS.map(makeNodeEntry), new Set())
    expect(all.search('old', NO_FILTER, []).map(({ type, mark }) => [type, mark])).toEqual([
      ['Gone', 'deprecated']
    ])
  })

  it('answers the first letter without touching more than the haystack, at 3 000 types', () => {
    const many = createNodeIndex(
      Array.from({ length: 3_000 }, (_, at) =>
        makeNodeEntry(makeNodeDefinition({ name: `Node${at}`, display_name: `Sampler ${at}` }))
      )
    )
    expect(many.search('s', NO_FILTER, [])).toHaveLength(3_000)
    const times = Array.from({ length: 8 }, () => {
      const since = performance.now()
      many.search('s', NO_FILTER, [])
      return performance.now() - since
    })
    // One frame at sixty a second; the machine may be busy with other things meanwhile.
    expect(Math.min(...times)).toBeLessThan(16)
    expect(many.search('2999', NO_FILTER, [])[0]?.type).toBe('Node2999')
  })
})

describe('splitByMatch', () => {
  it('marks the words where they stand', () => {
    expect(splitByMatch('Save Image', 'ima')).toEqual([
      { text: 'Save ', isMatch: false },
      { text: 'Ima', isMatch: true },
      { text: 'ge', isMatch: false }
    ])
    expect(splitByMatch('Save (x)', '(')[1]).toEqual({ text: '(', isMatch: true })
    expect(splitByMatch('Save', '')).toEqual([{ text: 'Save', isMatch: false }])
  })
})
