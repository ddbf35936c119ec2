import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { BUILT_IN_PALETTES } from '@/domain/builtInPalettes'
import { getContrast, parseColour } from '@/domain/colour'
import type { Palette, StyleChecks } from '@/domain/palette'
import { findPaletteProblems, readPalette } from '@/domain/palette'
import type { ColorScheme } from '@/domain/paletteTokens'
import { makeNodeColours, makePaletteTokens, READ_TOKENS } from '@/domain/paletteTokens'

const checks: StyleChecks = {
  isColour: (text) => text === 'white' || parseColour(text) !== null,
  isShadow: (text) => /px/.test(text)
}

/** What the style sheet says of a scheme. */
function readSheet(scheme: ColorScheme): Record<string, string> {
  const css = readFileSync('src/app/styles/palette.css', 'utf8')
  const block = scheme === 'dark' ? /:root \{([^}]*)\}/ : /='light'\] \{([^}]*)\}/
  const pairs = [...block.exec(css)![1]!.matchAll(/(--[\w-]+): ([^;]+);/g)]
  return Object.fromEntries(pairs.map(([, name, value]) => [name!, value!]))
}

const readUsed = (scheme: ColorScheme) =>
  Object.fromEntries(
    Object.entries(readSheet(scheme)).filter(([name]) => READ_TOKENS.includes(name))
  )

const contrast = (properties: Readonly<Record<string, string>>, text: string, ground: string) =>
  getContrast(parseColour(properties[text]!)!, parseColour(properties[ground]!)!)

const PAIRS = [
  ['--fg-color', '--comfy-menu-bg'],
  ['--fg-color', '--comfy-menu-hover-bg'],
  ['--input-text', '--comfy-input-bg'],
  ['--input-text', '--comfy-menu-bg'],
  ['--descrip-text', '--comfy-menu-bg'],
  ['--descrip-text', '--comfy-menu-secondary-bg'],
  ['--descrip-text', '--comfy-input-bg'],
  ['--error-text', '--comfy-menu-bg'],
  ['--accent-color', '--comfy-menu-bg'],
  ['--success-color', '--comfy-menu-bg'],
  ['--warning-color', '--comfy-menu-bg'],
  ['--primary-fg', '--primary-bg'],
  ['--primary-fg', '--primary-hover-bg']
] as const

const listUnreadable = (properties: Readonly<Record<string, string>>) =>
  PAIRS.filter(([text, ground]) => contrast(properties, text, ground) < 4.5).map((pair) =>
    pair.join(' on ')
  )

const make = (colors: Palette['colors'], more: Partial<Palette> = {}): Palette => ({
  id: 'mine',
  name: 'Mine',
  colors,
  ...more
})

describe('the built-in palettes', () => {
  it('have ComfyUI’s ids', () => {
    expect(BUILT_IN_PALETTES.map(({ id }) => id)).toEqual(['arc', 'github', 'nord', 'solarized'])
  })

  it.each(BUILT_IN_PALETTES)('$name is without fault', (palette) => {
    expect(findPaletteProblems(palette, checks)).toEqual([])
  })

  it.each(BUILT_IN_PALETTES)('$name can be read as it is, and on nodes', (palette) => {
    const base = readSheet('dark')
    const own = Object.fromEntries(
      Object.entries(palette.colors.comfy_base!).map(([key, value]) => [`--${key}`, value])
    )
    expect(listUnreadable({ ...base, ...own })).toEqual([])
    const given = palette.colors.litegraph_base!
    expect(makeNodeColours(palette, {})).toEqual(given)
  })
})

describe('the page’s own two', () => {
  it.each(['dark', 'light'] as const)('%s can be read', (scheme) => {
    expect(listUnreadable(readSheet(scheme))).toEqual([])
  })
})

describe('a palette on the page', () => {
  it('is readable whatever its author chose', () => {
    const palette = make({
      comfy_base: {
        'bg-color': '#202020',
        'comfy-menu-bg': '#353535',
        'comfy-input-bg': '#222',
        'fg-color': '#444',
        'input-text': '#333',
        'descrip-text': '#3a3a3a',
        'error-text': '#500'
      }
    })
    const { scheme, properties } = makePaletteTokens(palette, readUsed)
    expect(scheme).toBe('dark')
    expect(listUnreadable(properties)).toEqual([])
    expect(properties['--comfy-menu-bg']).toBe('#353535')
  })

  it('keeps what can be read, and fills what it leaves out by its own colours', () => {
    const palette = make({
      comfy_base: { 'comfy-menu-bg': '#123456', 'fg-color': '#fff', 'descrip-text': '#c0d0e0' },
      litegraph_base: { WIDGET_BGCOLOR: '#111111', NODE_DEFAULT_COLOR: '' }
    })
    const { properties } = makePaletteTokens(palette, readUsed)
    expect(properties).toMatchObject({
      '--descrip-text': '#c0d0e0',
      '--widget-bg': '#111111',
      '--comfy-menu-hover-bg': '#2a4867'
    })
    expect(properties).not.toHaveProperty('--node-title-bg')
  })

  it.each([
    [make({ comfy_base: { 'comfy-menu-bg': '#fafafa' } }), 'light'],
    [make({ comfy_base: { 'bg-color': 'white' } }), 'light'],
    [make({ litegraph_base: { CLEAR_BACKGROUND_COLOR: '#eee' } }), 'light'],
    [make({}), 'dark'],
    [make({ comfy_base: { 'comfy-menu-bg': '#fafafa' } }, { light_theme: false }), 'dark'],
    [make({}, { light_theme: true }), 'light']
  ] as const)('%o is %s', ({ ...palette }, scheme) => {
    const resolve = (colour: string) => (colour === 'white' ? '#ffffff' : colour)
    expect(makePaletteTokens(palette, readUsed, resolve).scheme).toBe(scheme)
  })

  it('asks the style sheet for what its text stands on', () => {
    expect(READ_TOKENS).toContain('--comfy-menu-bg')
    for (const scheme of ['dark', 'light'] as const)
      expect(READ_TOKENS.filter((name) => !(name in readSheet(scheme)))).toEqual([])
  })

  it('has text on nodes that can be read', () => {
    const palette = make({
      litegraph_base: { NODE_DEFAULT_BGCOLOR: '#111', NODE_TEXT_COLOR: '#222', NODE_TEXT_SIZE: 14 }
    })
    const colours = makeNodeColours(palette, {
      NODE_TITLE_COLOR: '#ccc',
      NODE_DEFAULT_COLOR: '#333'
    })
    expect(colours).toMatchObject({ NODE_TITLE_COLOR: '#ccc', NODE_TEXT_SIZE: 14 })
    const text = parseColour(String(colours.NODE_TEXT_COLOR))!
    expect(getContrast(text, parseColour('#111')!)).toBeGreaterThan(3)
  })
})

describe('somebody’s palette', () => {
  const good = make({ comfy_base: { 'bg-color': '#000', 'bar-shadow': '0 0 2px #000' } })

  it.each([
    [null, ['noObject']],
    ['text', ['noObject']],
    [{ id: 'x', name: 'X' }, ['noColors']],
    [{ name: 'X', colors: {} }, ['noId']],
    [{ id: ' ', name: 3, colors: {} }, ['noId', 'noName']],
    [{ ...good, colors: { comfy_base: [] } }, ['noSection']],
    [make({ comfy_base: { 'bg-color': 'url(https://example.org/a.png)' } }), ['noColour']],
    [make({ comfy_base: { 'bar-shadow': 'dark' } }), ['noColour']],
    [make({ litegraph_base: { BACKGROUND_IMAGE: 'https://example.org/a.png' } }), ['noColour']],
    [make({ node_slot: { CLIP: '#ff' } }), ['noColour']]
  ])('%o is refused', (value, kinds) => {
    expect(findPaletteProblems(value, checks).map(({ kind }) => kind)).toEqual(kinds)
  })

  it('says where the fault is', () => {
    const bad = make({ node_slot: { CLIP: 'very blue' } })
    expect(findPaletteProblems(bad, checks)).toEqual([
      { kind: 'noColour', at: 'colors.node_slot.CLIP' }
    ])
  })

  it('may hold a picture of its own, empty values, and what nobody knows', () => {
    const palette = {
      ...make({
        litegraph_base: {
          BACKGROUND_IMAGE: 'data:image/png;base64,AAAA',
          NODE_DEFAULT_SHAPE: 'box'
        },
        comfy_base: { 'bg-img': '' }
      }),
      version: 102
    }
    expect(findPaletteProblems(palette, checks)).toEqual([])
  })

  it('is read as far as it is fit, where it is stored already', () => {
    expect(readPalette(good, checks)).toEqual(good)
    expect(
      readPalette({ id: 'x', colors: { comfy_base: { a: '#000', b: 'no' } } }, checks)
    ).toEqual({
      id: 'x',
      name: 'x',
      colors: { comfy_base: { a: '#000' } }
    })
    expect(readPalette({ id: 'x' }, checks)).toBeNull()
    expect(readPalette(7, checks)).toBeNull()
  })
})
