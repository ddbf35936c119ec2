import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Extension } from '@/extensions/extensionRegistry'
import type { LegacySettings } from '@/extensions/legacySettings'
import type { PackSettingParams } from '@/extensions/packSetting'
import { readPackSetting } from '@/extensions/packSetting'
import { useExtensionStore } from '@/stores/extensionStore'
import { useSettingStore } from '@/stores/settingStore'
import { settle } from '../harness/core'
import type { ExtensionsHarness } from '../harness/extensions'
import { createExtensionsHarness } from '../harness/extensions'

let harness: ExtensionsHarness
let settings: LegacySettings
beforeEach(async () => {
  harness = await createExtensionsHarness()
  settings = harness.app.ui.settings
})
afterEach(() => {
  harness.dispose()
  vi.restoreAllMocks()
})

const read = (params: Partial<PackSettingParams>) =>
  readPackSetting({ id: 'paint.brush.size', name: 'Size', type: 'number', ...params })

describe('a node pack’s settings', () => {
  it('tell their value when they come and whenever it changes, whoever changes it', async () => {
    const told: unknown[] = []
    const setting = settings.addSetting({
      id: 'paint.size',
      name: 'Size',
      type: 'slider',
      defaultValue: () => 3,
      attrs: { min: 1, max: 9 },
      onChange: (value, before) => told.push([value, before])
    })
    const heard: unknown[] = []
    settings.addEventListener('paint.size.change', (event) =>
      heard.push((event as CustomEvent).detail)
    )
    expect(setting.value).toBe(3)
    setting.value = 5
    await settle()
    useSettingStore().applySettings({ 'paint.size': 7 })
    await settle()
    expect(told).toEqual([
      [3, undefined],
      [5, 3],
      [7, 5]
    ])
    expect(heard).toEqual([
      { value: 5, previousValue: 3 },
      { value: 7, previousValue: 5 }
    ])
    expect(settings.getSettingValue('paint.size')).toBe(7)
    expect(settings.getSettingValue('nobody.has', 'this')).toBe('this')
    expect(useExtensionStore().settings).toMatchObject([
      { id: 'paint.size', field: { kind: 'slider', min: 1, max: 9 } }
    ])
  })

  it('may follow ours; one that fails costs no other its turn', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const told: unknown[] = []
    settings.settingsLookup['Comfy.Locale']!.onChange = (value) => told.push(value)
    settings.settingsLookup['Comfy.ColorPalette']!.onChange = () => {
      throw new Error('no')
    }
    useSettingStore().applySettings({ 'Comfy.ColorPalette': 'nord', 'Comfy.Locale': 'de' })
    await settle()
    expect(told).toEqual(['de'])
    expect(settings.getSettingValue('Comfy.CustomColorPalettes')).toEqual({})
  })

  it('are shown as their kind asks for, on the page that they name', () => {
    expect(read({ category: ['Paint', 'Brush', 'Size'] })).toMatchObject({
      page: 'Paint',
      group: 'Brush'
    })
    expect(read({})).toMatchObject({ page: 'paint', group: 'brush' })
    expect(read({ id: 'plain' })).toMatchObject({ page: 'Comfy', group: 'Comfy' })
    expect(read({ type: 'hidden' })).toBeNull()
    expect(read({ type: 'combo', options: ['a', { text: 'B', value: 2 }, null] })?.field).toEqual({
      kind: 'choice',
      choices: [
        { value: 'a', label: 'a' },
        { value: 2, label: 'B' }
      ]
    })
    expect(read({ type: 'boolean' })?.field).toEqual({ kind: 'toggle' })
    expect(read({ type: 'color' })?.field).toEqual({ kind: 'colour' })
    expect(read({ type: 'slider' })?.field).toEqual({ kind: 'number' })
    expect(read({ type: 'unheard of' })?.field).toEqual({ kind: 'text' })
  })
})

describe('what else an extension brings', () => {
  it('is listed: commands, keys, settings, links of the page about the app', async () => {
    let ran = 0
    const extension: Extension = {
      name: 'Paint',
      settings: [{ id: 'paint.on', name: 'On', type: 'boolean', defaultValue: true }, 'odd'],
      commands: [{ id: 'paint.go', label: () => 'Go', function: () => ran++ }, { id: 'odd' }],
      keybindings: [{ commandId: 'paint.go', combo: { key: 'x' } }, { combo: {} }],
      bottomPanelTabs: [
        { id: 'paint.log', title: 'Strokes', type: 'custom', render: () => {} },
        { id: 'odd', type: 'vue' }
      ],
      aboutPageBadges: [{ label: 'Paint', url: 'https://example.org', icon: 'pi pi-box' }, {}]
    }
    harness.app.registerExtension(extension)
    const store = useExtensionStore()
    expect(store.settings.map(({ id }) => id)).toEqual(['paint.on'])
    expect(store.commands.map(({ id, source, label }) => [id, source, label()])).toEqual([
      ['paint.go', 'Paint', 'Go']
    ])
    store.commands[0]!.run()
    expect(ran).toBe(1)
    expect(store.keybindings).toEqual([{ commandId: 'paint.go', combo: { key: 'x' } }])
    expect(store.bottomTabs.map(({ id, title }) => [id, title])).toEqual([['paint.log', 'Strokes']])
    expect(store.badges.map(({ label }) => label)).toEqual(['Paint'])
  })
})
