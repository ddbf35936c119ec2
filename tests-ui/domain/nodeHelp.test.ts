import { describe, expect, it } from 'vitest'
import { listHelpPlaces } from '@/domain/nodeHelp'

const paths = (...given: Parameters<typeof listHelpPlaces>) =>
  listHelpPlaces(...given).map(({ path }) => path)

describe('where a help page may lie', () => {
  it('ComfyUI’s own are at /docs, in the language asked for, else in English', () => {
    expect(paths('KSampler', 'nodes', 'ja')).toEqual(['docs/KSampler/ja.md', 'docs/KSampler/en.md'])
    expect(paths('KSampler', 'comfy_extras.nodes_mask', 'zh-TW')).toEqual([
      'docs/KSampler/zh-TW.md',
      'docs/KSampler/zh.md',
      'docs/KSampler/en.md'
    ])
    expect(listHelpPlaces('A b/c', 'nodes', 'en')).toEqual([
      { path: 'docs/A%20b%2Fc/en.md', folder: 'docs/A%20b%2Fc/' }
    ])
  })

  it('a pack’s lie below its scripts, one for all languages too', () => {
    expect(paths('Blur', 'custom_nodes.Some-Pack@1_2', 'de')).toEqual([
      'extensions/Some-Pack/docs/Blur/de.md',
      'extensions/Some-Pack/docs/Blur.md',
      'extensions/Some-Pack/docs/Blur/en.md'
    ])
    expect(paths('Blur', 'custom_nodes.Some-Pack', 'en')).toEqual([
      'extensions/Some-Pack/docs/Blur/en.md',
      'extensions/Some-Pack/docs/Blur.md'
    ])
    expect(listHelpPlaces('Blur', 'custom_nodes.p', 'en')[0]!.folder).toBe('extensions/p/docs/')
  })
})
