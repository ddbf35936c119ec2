import { createPinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { SettingChannel } from '@/services/settings/settingChannel'
import { StoredSettings } from '@/services/settings/settingService'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { createManualClock } from '../../harness/clock'
import { createServerApi } from '../../harness/coreApi'
import { TestStorage } from '../../harness/coreBrowser'
import { ScriptedServer } from '../../harness/coreServer'

let server: ScriptedServer
let storage: TestStorage
let tabs: ((changes: Readonly<Record<string, unknown>>) => void)[]
const PALETTE = 'Comfy.ColorPalette'

beforeEach(() => {
  server = new ScriptedServer({ clock: createManualClock() })
  storage = new TestStorage()
  tabs = []
  shared = createServerApi(server)
})
let shared: ReturnType<typeof createServerApi>

function joinChannel(): SettingChannel {
  let own: (typeof tabs)[number] | null = null
  return {
    post: (changes) => tabs.forEach((tab) => tab !== own && tab(structuredClone(changes))),
    listen(handler) {
      own = handler
      tabs.push(handler)
      return () => {}
    }
  }
}

/** A page that has just been opened. */
function open(user: string | null = null) {
  const pinia = createPinia()
  const settings = useSettingStore(pinia)
  const notices = useNoticeStore(pinia)
  const channel = joinChannel()
  const service = new StoredSettings({ api: shared, settings, notices, storage, channel, user })
  return { settings, notices, service, get: () => settings.getSetting(PALETTE) }
}

const countRequests = () =>
  server.requests.filter(({ method }) => method === 'storeSettings').length

describe('the user’s settings', () => {
  it('are kept by the server and hold at once', async () => {
    const { service, get, notices } = open()
    const stored = service.set(PALETTE, 'light')
    expect(get()).toBe('light')
    await stored
    storage = new TestStorage()
    const again = open()
    await again.service.load()
    expect(again.get()).toBe('light')
    expect(notices.notices).toEqual([])
  })

  it('hold in the browser’s other tabs at once, and are stored by one of them', async () => {
    const [one, other] = [open(), open()]
    await one.service.set(PALETTE, 'light')
    expect(other.get()).toBe('light')
    await other.service.sendAgain()
    expect(countRequests()).toBe(1)
  })

  it('are as by default when nobody chooses them any more', async () => {
    const { service, get } = open()
    await service.set(PALETTE, 'light')
    await service.set(PALETTE, null)
    expect(get()).toBe('dark')
    expect(await shared.getSettings()).toEqual({ [PALETTE]: null })
  })

  it('are kept by the browser when the server can’t, which is said once, and sent when it can', async () => {
    server.isDown = true
    const { service, notices } = open()
    await service.set(PALETTE, 'light')
    await service.set('Comfy.Locale', 'de')
    expect(notices.notices).toEqual([expect.objectContaining({ kind: 'warning' })])
    const again = open()
    await again.service.load()
    expect(again.get()).toBe('light')
    server.isDown = false
    const later = open()
    await later.service.load()
    expect(later.get()).toBe('light')
    expect(await shared.getSettings()).toEqual({ [PALETTE]: 'light', 'Comfy.Locale': 'de' })
    expect(storage.getItem('parallel.settings.unsent')).toBe('{}')
  })

  it('go one after the other, and what came together in one request', async () => {
    const release = server.hold('storeSettings', 'request')
    const { service } = open()
    const done = ['one', 'two', 'three'].map((palette) => service.set(PALETTE, palette))
    void service.set('Comfy.Locale', 'ja')
    await release()
    await Promise.all(done)
    await service.sendAgain()
    expect(countRequests()).toBe(2)
    expect(await shared.getSettings()).toEqual({ [PALETTE]: 'three', 'Comfy.Locale': 'ja' })
  })

  it('that were changed while the server answered are not what it had before', async () => {
    await shared.storeSettings({ [PALETTE]: 'dark', 'Comfy.Locale': 'de' })
    const { service, get, settings } = open()
    const release = server.hold('getSettings')
    const loaded = service.load()
    await service.set(PALETTE, 'light')
    await release()
    await loaded
    expect(get()).toBe('light')
    expect(settings.getSetting('Comfy.Locale')).toBe('de')
  })

  it('that the server has no more are gone here, too', async () => {
    storage.setItem('parallel.settings', JSON.stringify({ [PALETTE]: 'light', 'a.pack': 1 }))
    await shared.storeSettings({ 'a.pack': 2 })
    const { service, get, settings } = open()
    await service.load()
    expect(get()).toBe('dark')
    expect(settings.values).toEqual({ 'a.pack': 2 })
  })

  it('are each user’s own', async () => {
    server.isDown = true
    await open('ann').service.set(PALETTE, 'light')
    const bob = open('bob')
    await bob.service.load()
    expect(bob.get()).toBe('dark')
    const ann = open('ann')
    await ann.service.load()
    expect(ann.get()).toBe('light')
  })

  it('reach the server also when the browser keeps nothing', async () => {
    storage.quota = 0
    const { service, notices } = open()
    await service.set(PALETTE, 'light')
    expect(await shared.getSettings()).toEqual({ [PALETTE]: 'light' })
    expect(notices.notices).toEqual([])
  })

  for (const nonsense of ['no JSON', 'null', '"text"', '[1]']) {
    it(`nonsense in the browser’s copy is left out: ${nonsense}`, async () => {
      storage.setItem('parallel.settings', nonsense)
      storage.setItem('parallel.settings.unsent', nonsense)
      const { service, settings } = open()
      await service.load()
      expect(Object.keys(settings.values)).toEqual([])
      await service.set(PALETTE, 'light')
      expect(JSON.parse(storage.getItem('parallel.settings')!)).toEqual({ [PALETTE]: 'light' })
    })
  }
})
