import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useConnectionStore } from '@/stores/connectionStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { NOTICE_LIFE, useNoticeStore } from '@/stores/noticeStore'
import { SETTING_DEFAULTS, useSettingStore } from '@/stores/settingStore'

beforeEach(() => setActivePinia(createPinia()))

describe('connectionStore', () => {
  it('a server flag counts only if it is exactly true', () => {
    const store = useConnectionStore()
    store.applyServerFlags({ yes: true, text: 'true', one: 1 })
    expect(['yes', 'text', 'one', 'none'].map(store.hasServerFlag)).toEqual([
      true,
      false,
      false,
      false
    ])
  })
})

describe('dialogStore', () => {
  const question = { title: 'Sure?', message: '', confirmLabel: 'Yes' }

  it('asks one question at a time, in order', async () => {
    const store = useDialogStore()
    const first = store.ask(question)
    const second = store.ask({ ...question, title: 'Really?' })
    expect(store.current?.title).toBe('Sure?')
    store.answer(store.current!.id, 'confirm')
    expect(store.current?.title).toBe('Really?')
    store.answer(store.current!.id, 'cancel')
    expect(await Promise.all([first, second])).toEqual(['confirm', 'cancel'])
    expect(store.current).toBeNull()
  })

  it('a second answer changes nothing', async () => {
    const store = useDialogStore()
    const asked = store.ask(question)
    const { id } = store.current!
    store.answer(id, 'cancel')
    store.answer(id, 'confirm')
    expect(await asked).toBe('cancel')
  })
})

describe('noticeStore', () => {
  it('shows the newest few; errors stay until dismissed', () => {
    const store = useNoticeStore()
    for (let n = 0; n < 7; n++) store.addNotice({ kind: 'info', title: `${n}` })
    expect(store.notices.map((notice) => notice.title)).toEqual(['2', '3', '4', '5', '6'])
    const id = store.addNotice({ kind: 'error', title: 'boom' })
    expect(store.notices.at(-1)).toMatchObject({ id, life: null, action: null, detail: null })
    expect(store.notices[0]?.life).toBe(NOTICE_LIFE)
    store.removeNotice(id)
    store.removeNotice(id)
    expect(store.notices).toHaveLength(4)
  })
})

describe('nodeDefStore', () => {
  it('knows definitions and output nodes once they have come', () => {
    const store = useNodeDefStore()
    expect([store.phase, store.getDefinition('SaveImage')]).toEqual(['loading', undefined])
    store.applyFailure()
    expect(store.phase).toBe('failed')
    store.applyDefinitions({ SaveImage: { output_node: true } as never, KSampler: {} as never })
    expect([store.phase, store.isOutputNode('SaveImage')]).toEqual(['ready', true])
    expect([store.isOutputNode('KSampler'), store.isOutputNode('None')]).toEqual([false, false])
  })
})

describe('settingStore', () => {
  it('gives defaults for what is of no use', () => {
    const store = useSettingStore()
    store.applySettings({
      'Comfy.ColorPalette': 7,
      'Comfy.NodeLibrary.Bookmarks.V2': {},
      'Comfy.CustomColorPalettes': [],
      'Comfy.Locale': null,
      'Comfy.SnapToGrid.GridSize': '8'
    })
    expect(store.getSetting('Comfy.ColorPalette')).toBe('dark')
    expect(store.useSetting('Comfy.NodeLibrary.Bookmarks.V2').value).toEqual([])
    expect(store.getSetting('Comfy.CustomColorPalettes')).toEqual({})
    expect(store.getSetting('Comfy.Locale')).toBe(SETTING_DEFAULTS['Comfy.Locale'])
    expect(store.getSetting('Comfy.SnapToGrid.GridSize')).toBe('8')
  })

  it('lays what the server holds over the defaults, and keeps what it doesn’t know', () => {
    const store = useSettingStore()
    const palette = store.useSetting('Comfy.ColorPalette')
    expect(palette.value).toBe(SETTING_DEFAULTS['Comfy.ColorPalette'])
    store.applySettings({ 'Comfy.ColorPalette': 'light', 'MyPack.Option': 3 })
    expect([palette.value, store.getValue('MyPack.Option')]).toEqual(['light', 3])
    expect(store.getSetting('Parallel.Notices.Page')).toBe(true)
  })
})
