import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadGolden } from '../../builders/engineGolden'
import { ROOT } from '../../../scripts/lib/project.mjs'
import { BUILTIN_NODES } from '../../../server/engine/nodes/builtinNodes'

/** What a real ComfyUI answered to prompts with these nodes, compared by `goldenPixels` and `goldenValues`. */
const GOLDEN = ['pixels', 'comparedPixels', 'values', 'comparedValues']

/** Nodes of which there is no number of a real ComfyUI in those files, and where they are tested instead. */
const BY_HAND: Readonly<Record<string, string>> = {
  Canny: 'nodesImages',
  CloudNoiseImage: 'samplers',
  CustomCombo: 'execution',
  ImageAddNoise: 'nodesImages',
  LoadImageOutput: 'saveAnimated',
  MaskPreview: 'saveAnimated',
  PreviewImage: 'saveImage',
  ReactionDiffusionSampler: 'samplers',
  SaveAnimatedPNG: 'saveAnimated',
  SaveAnimatedWEBP: 'saveAnimated',
  SaveImageWebsocket: 'execution'
}

const names = BUILTIN_NODES.map(({ definition }) => definition.name).sort()

describe('every node of the engine', () => {
  it('is compared with a real ComfyUI, or tested by hand', () => {
    const prompts = GOLDEN.flatMap(loadGolden).flatMap(({ requests }) => requests)
    const compared = new Set(
      prompts.flatMap(({ prompt }) => Object.values(prompt).map((node) => node.class_type))
    )
    expect(names.filter((name) => !compared.has(name))).toEqual(Object.keys(BY_HAND))
    for (const [name, file] of Object.entries(BY_HAND)) {
      const text = readFileSync(join(import.meta.dirname, `${file}.test.ts`), 'utf8')
      expect(text, file).toMatch(new RegExp(`\\b${name}\\b`))
    }
  })

  it('is named on the page about the engine, and no other', () => {
    const page = readFileSync(join(ROOT, 'docs/engine.md'), 'utf8')
    const table = page.match(/^\| (?:images|masks|values|text|our own) .*$/gm)?.join('\n') ?? ''
    expect([...new Set(table.match(/\b[A-Z]\w+/g))].sort()).toEqual(names)
  })
})
