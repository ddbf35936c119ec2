import { createPinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { createSettingService } from '@/services/settings/settingService'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { createManualClock } from '../../harness/clock'
import { createServerApi } from '../../harness/coreApi'
import { TestStorage } from '../../harness/coreBrowser'
import { ScriptedServer } from '../../harness/coreServer'

let server: ScriptedServer
let storage: TestStorage

beforeEach(() => {
  server = new ScriptedServer({ clock: createManualClock() })
  storage = new TestStorage()
})

const api = () => createServerApi(server)

/** A page that has just been opened. */
function open(given = api()) {
  const pinia = createPinia()
  const settings = useSettingStore(pinia)
  const notices = useNoticeStore(pinia)
  return {
    settings,
    notices,
    service: createSettingService({ api: given, settings, notices, storage })
  }
}

describe('the user’s settings', () => {
  it('are kept by the server and hold at once', async () => {
    const shared = api()
    const { service, settings, notices } = open(shared)
    const stored = service.set('Comfy.ColorPalette', 'light')
    expect(settings.getSetting('Comfy.ColorPalette')).toBe('light')
    await stored
    storage = new TestStorage()
    const again = open(shared)
    await again.service.load()
    expect(again.settings.getSetting('Comfy.ColorPalette')).toBe('light')
    expect(notices.notices).toEqual([])
  })

  it('are kept by the browser when the server can’t, which is said', async () => {
    server.isDown = true
    const { service, notices } = open()
    await service.set('Comfy.ColorPalette', 'light')
    expect(notices.notices).toEqual([expect.objectContaining({ kind: 'warning' })])
    const again = open()
    await again.service.load()
    expect(again.settings.getSetting('Comfy.ColorPalette')).toBe('light')
  })

  it('reach the server also when the browser keeps nothing', async () => {
    storage.quota = 0
    const shared = api()
    const { service, notices } = open(shared)
    await service.set('Comfy.ColorPalette', 'light')
    expect(await shared.getSettings()).toEqual({ 'Comfy.ColorPalette': 'light' })
    expect(notices.notices).toEqual([])
  })

  for (const nonsense of ['no JSON', 'null', '"text"', '[1]']) {
    it(`nonsense in the browser’s copy is left out: ${nonsense}`, async () => {
      storage.setItem('parallel.settings', nonsense)
      const { service, settings } = open()
      await service.load()
      expect(Object.keys(settings.values)).toEqual([])
      await service.set('Comfy.ColorPalette', 'light')
      expect(JSON.parse(storage.getItem('parallel.settings')!)).toEqual({
        'Comfy.ColorPalette': 'light'
      })
    })
  }
})
