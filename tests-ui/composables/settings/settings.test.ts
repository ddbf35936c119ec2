import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useSettingField, useSystemNoticeField } from '@/composables/settings/useSettings'
import { useNoticeStore } from '@/stores/noticeStore'
import type { FakeNotifications } from '../../harness/fakeNotifications'
import { installFakeNotifications } from '../../harness/fakeNotifications'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let system: FakeNotifications
beforeEach(() => {
  app = createAppHarness()
  system = installFakeNotifications()
})
afterEach(() => {
  app.unmount()
  system.remove()
})

describe('setting fields', () => {
  it('write through the service', () => {
    const field = app.use(() => useSettingField('Comfy.ColorPalette'))
    field.value = 'light'
    expect(field.value).toBe('light')
    expect(app.recorded.getCalls('settings.set')).toEqual([['Comfy.ColorPalette', 'light']])
  })

  it('say when the server keeps none', async () => {
    app.recorded.fail('settings.set', 'no answer')
    app.use(() => useSettingField('Comfy.ColorPalette')).value = 'light'
    await app.settle()
    expect(useNoticeStore().notices).toMatchObject([{ title: 'Could not save the setting' }])
  })

  it('[B41] switch system notices on only with the browser’s leave', async () => {
    let refusals = 0
    const field = app.use(() => useSystemNoticeField(() => refusals++))
    system.applyAnswer('denied')
    field.value = true
    await app.settle()
    expect([field.value, refusals]).toEqual([false, 1])
    system.applyAnswer('granted')
    field.value = true
    await app.settle()
    expect([field.value, refusals]).toEqual([true, 1])
    field.value = false
    expect(field.value).toBe(false)
  })
})
