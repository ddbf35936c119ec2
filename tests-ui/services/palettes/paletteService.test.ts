import { createPinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { BUILT_IN_PALETTES } from '@/domain/builtInPalettes'
import { parseColour } from '@/domain/colour'
import type { Palette } from '@/domain/palette'
import type { PaletteTokens } from '@/domain/paletteTokens'
import type { PageStyle } from '@/services/palettes/pageStyle'
import { createPageStyle } from '@/services/palettes/pageStyle'
import { createPaletteService } from '@/services/palettes/paletteFiles'
import { followPalette } from '@/services/palettes/paletteService'
import { useDialogStore } from '@/stores/dialogStore'
import { usePaletteStore } from '@/stores/paletteStore'
import { useSettingStore } from '@/stores/settingStore'
import { TestStorage } from '../../harness/coreBrowser'

const MINE: Palette = {
  id: 'mine',
  name: 'Mine',
  colors: { comfy_base: { 'comfy-menu-bg': '#101010', 'fg-color': '#fafafa' } }
}
const CUSTOM = 'Comfy.CustomColorPalettes'
const CHOSEN = 'Comfy.ColorPalette'

let applied: (PaletteTokens & { followsSystem: boolean })[]
let isDark: boolean
let tellSystem: () => void

/** The page's style, without a page. */
function makeStyle(): PageStyle {
  return {
    checks: { isColour: (text) => parseColour(text) !== null, isShadow: () => true },
    readBase: () => ({ '--comfy-input-bg': '#000000' }),
    read: (names) => Object.fromEntries(names.map((name) => [name, '#123456'])),
    resolveColour: (colour) => colour,
    apply: (tokens, followsSystem) => void applied.push({ ...tokens, followsSystem })
  }
}

function start() {
  const pinia = createPinia()
  const settings = useSettingStore(pinia)
  const palettes = usePaletteStore(pinia)
  const style = makeStyle()
  const dialogs = useDialogStore(pinia)
  const saved: { name: string; content: string }[] = []
  const service = createPaletteService({
    settings,
    palettes,
    dialogs,
    style,
    store: {
      set: (key: string, value: unknown) =>
        Promise.resolve(settings.applySettings({ [key]: value })),
      setMany: (changes) => Promise.resolve(settings.applySettings(changes))
    },
    readCanvas: () => ({ node_slot: { CLIP: '#ffd500' } }),
    saveFile: (name, content) => void saved.push({ name, content })
  })
  const follow = () =>
    followPalette({
      settings,
      palettes,
      style,
      prefersDark: {
        get matches() {
          return isDark
        },
        addEventListener: (_, listener) => void (tellSystem = listener)
      }
    })
  return { settings, palettes, dialogs, service, saved, follow }
}

/** Until everything that was chosen is applied. */
async function settle(): Promise<void> {
  await nextTick()
  await import('@/domain/builtInPalettes')
  for (let turn = 0; turn < 8; turn++) await Promise.resolve()
}

beforeEach(() => {
  applied = []
  isDark = true
})

describe('the page’s colours', () => {
  it('are those of the palette that is chosen, by whatever name ComfyUI wrote', async () => {
    const { settings, palettes, follow } = start()
    settings.applySettings({ [CUSTOM]: { mine: MINE } })
    await follow()
    const last = () => applied.at(-1)!
    expect(last()).toEqual({ scheme: 'dark', properties: {}, followsSystem: false })
    for (const [id, scheme, current] of [
      ['light', 'light', null],
      ['mine', 'dark', 'mine'],
      ['nord', 'dark', 'nord'],
      ['nobody’s', 'dark', null],
      ['custom_mine', 'dark', 'mine']
    ] as const) {
      settings.applySettings({ [CHOSEN]: id })
      await settle()
      expect([id, last().scheme, palettes.current?.id ?? null]).toEqual([id, scheme, current])
      expect(palettes.scheme).toBe(scheme)
    }
    expect(last().properties['--comfy-menu-bg']).toBe('#101010')
    settings.applySettings({ [CUSTOM]: { mine: { ...MINE, colors: {} } } })
    await settle()
    expect(last().properties).not.toHaveProperty('--comfy-menu-bg')
  })

  it('follow the system where that is chosen', async () => {
    const { settings, follow } = start()
    settings.applySettings({ [CHOSEN]: 'system' })
    await follow()
    isDark = false
    tellSystem()
    await settle()
    expect(applied.map(({ scheme, followsSystem }) => [scheme, followsSystem])).toEqual([
      ['dark', true],
      ['light', true]
    ])
  })

  it('are of the last choice, also when an earlier one is slow to load', async () => {
    const { settings, follow, palettes } = start()
    await follow()
    settings.applySettings({ [CHOSEN]: 'arc' })
    await nextTick()
    settings.applySettings({ [CHOSEN]: 'light' })
    await settle()
    expect(palettes.scheme).toBe('light')
    expect(palettes.current).toBeNull()
  })
})

describe('a palette’s file', () => {
  it('is taken, put in use, and kept among the user’s own', async () => {
    const { settings, service } = start()
    expect(await service.importPalette(JSON.stringify(MINE))).toBe(true)
    expect(settings.getSetting(CHOSEN)).toBe('mine')
    expect(settings.getSetting(CUSTOM)).toEqual({ mine: MINE })
    expect(service.listOwn()).toEqual([MINE])
  })

  it.each([
    ['{', 'not JSON'],
    ['[]', 'no palette'],
    ['{"id":"x","name":"X"}', 'no palette'],
    ['{"id":"x","name":"X","colors":{"node_slot":{"CLIP":"blue-ish"}}}', 'node_slot.CLIP'],
    [JSON.stringify({ ...MINE, id: 'nord' }), 'built-in'],
    [JSON.stringify({ ...MINE, id: 'dark' }), 'built-in'],
    [' '.repeat(2_000_001), 'too large']
  ])('that is none is refused with the reason: %.40s', async (text, reason) => {
    const { settings, service } = start()
    await expect(service.importPalette(text)).rejects.toThrow(reason)
    expect(settings.values).toEqual({})
  })

  it('takes another’s place only when the user says so', async () => {
    const { service, dialogs } = start()
    await service.importPalette(JSON.stringify(MINE))
    for (const answer of ['cancel', 'confirm'] as const) {
      const imported = service.importPalette(JSON.stringify({ ...MINE, name: answer }))
      await expect.poll(() => dialogs.current).not.toBeNull()
      dialogs.answer(dialogs.current!.id, answer)
      expect(await imported).toBe(answer === 'confirm')
    }
    expect(service.listOwn().map(({ name }) => name)).toEqual(['confirm'])
  })

  it('holds everything that is shown, under the palette’s name, and can be read again', async () => {
    const { settings, service, saved, follow } = start()
    await follow()
    service.exportPalette()
    settings.applySettings({ [CHOSEN]: 'arc' })
    await settle()
    service.exportPalette()
    expect(saved.map(({ name }) => name)).toEqual(['my-dark.json', 'arc.json'])
    const palette = JSON.parse(saved[0]!.content) as Palette
    expect(palette).toMatchObject({
      light_theme: false,
      colors: { node_slot: { CLIP: '#ffd500' }, comfy_base: { 'comfy-menu-bg': '#123456' } }
    })
    expect(await service.importPalette(saved[0]!.content)).toBe(true)
  })

  it('goes when it is deleted, and the page is dark then if it was in use', async () => {
    const { settings, service } = start()
    await service.importPalette(JSON.stringify(MINE))
    await service.importPalette(JSON.stringify({ ...MINE, id: 'other' }))
    await service.removePalette('mine')
    expect(settings.getSetting(CHOSEN)).toBe('other')
    await service.removePalette('other')
    expect(settings.getSetting(CHOSEN)).toBe('dark')
    expect(service.listOwn()).toEqual([])
    expect(await service.listBuiltIn()).toBe(BUILT_IN_PALETTES)
  })
})

describe('the style of the document', () => {
  it('has a palette’s properties and no other’s, and keeps them for the next visit', () => {
    const root = document.createElement('html')
    const storage = new TestStorage()
    const style = createPageStyle(root, storage)
    style.apply({ scheme: 'dark', properties: { '--a': '1px', '--b': '2px' } }, false)
    style.apply({ scheme: 'light', properties: { '--b': '3px' } }, false)
    expect(root.style.getPropertyValue('--a')).toBe('')
    expect(root.style.getPropertyValue('--b')).toBe('3px')
    expect([root.dataset.colorScheme, root.classList.contains('dark-theme')]).toEqual([
      'light',
      false
    ])
    expect(JSON.parse(storage.getItem('parallel.palette')!)).toEqual({
      scheme: 'light',
      properties: { '--b': '3px' },
      followsSystem: false
    })
    storage.quota = 0
    style.apply({ scheme: 'dark', properties: {} }, true)
    expect(root.classList.contains('dark-theme')).toBe(true)
  })
})
