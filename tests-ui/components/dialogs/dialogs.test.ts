import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import DialogHost from '@/components/dialogs/DialogHost.vue'
import SettingsDialog from '@/components/dialogs/SettingsDialog.vue'
import { usePageDialogs } from '@/composables/ui/usePageDialogs'
import type { DialogAnswer } from '@/stores/dialogStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useSettingStore } from '@/stores/settingStore'
import { untilFound } from '../../harness/untilFound'
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

const ask = () =>
  useDialogStore().ask({
    title: 'Save the changes?',
    message: 'Closing loses them.',
    confirmLabel: 'Save',
    discardLabel: 'Don’t save'
  })

describe('a question', () => {
  it.each<[string, DialogAnswer]>([
    ['dialog-confirm', 'confirm'],
    ['dialog-discard', 'discard'],
    ['dialog-cancel', 'cancel']
  ])('is answered by %s', async (button, answer) => {
    app.mount(DialogHost)
    const asked = ask()
    ;(await untilFound(`[data-testid="${button}"]`)).click()
    await expect(asked).resolves.toBe(answer)
    await app.settle()
    expect(document.querySelector('[role="dialog"]')).toBeNull()
  })

  it('[B42] has a name, a description and the focus on its confirming button', async () => {
    app.mount(DialogHost)
    const asked = ask()
    const dialog = await untilFound('[role="dialog"]')
    const textOf = (attribute: string) =>
      document.getElementById(dialog.getAttribute(attribute) ?? '')?.textContent
    expect(textOf('aria-labelledby')).toBe('Save the changes?')
    expect(textOf('aria-describedby')).toBe('Closing loses them.')
    await app.settle()
    expect((document.activeElement as HTMLElement).dataset.testid).toBe('dialog-confirm')
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })
    )
    await expect(asked).resolves.toBe('cancel')
  })

  it('waits for the one before it', async () => {
    app.mount(DialogHost)
    const [first, second] = [ask(), ask()]
    ;(await untilFound('[data-testid="dialog-confirm"]')).click()
    await expect(first).resolves.toBe('confirm')
    await app.settle()
    ;(await untilFound('[data-testid="dialog-cancel"]')).click()
    await expect(second).resolves.toBe('cancel')
  })

  it('keeps the page’s keys while it is asked', async () => {
    const dialogs = app.use(usePageDialogs)
    expect(dialogs.isModal.value).toBe(false)
    const asked = ask()
    expect(dialogs.isModal.value).toBe(true)
    useDialogStore().answer(useDialogStore().current!.id, 'cancel')
    await asked
    expect(dialogs.isModal.value).toBe(false)
  })
})

describe('the settings', () => {
  it('change the scheme and the notices at once', async () => {
    app.mount(SettingsDialog)
    await untilFound('[data-testid="settings-dialog"]')
    ;(await untilFound('input[value="light"]')).click()
    await app.settle()
    expect(useSettingStore().getSetting('Comfy.ColorPalette')).toBe('light')
    const switches = document.querySelectorAll<HTMLInputElement>('[role="switch"]')
    switches[0]?.click()
    await app.settle()
    expect(useSettingStore().getSetting('Parallel.Notices.Page')).toBe(false)
  })

  it('[B41] say when the browser allows no system notices', async () => {
    system.applyPermission('default')
    system.applyAnswer('denied')
    app.mount(SettingsDialog)
    const dialog = await untilFound('[data-testid="settings-dialog"]')
    const wanted = document.querySelectorAll<HTMLInputElement>('[role="switch"]')[1]!
    wanted.click()
    await app.settle()
    expect(dialog.textContent).toContain('The browser does not allow it')
    expect(wanted.getAttribute('aria-checked') ?? String(wanted.checked)).toBe('false')
  })

  it('are found by what they are about, and say when none is', async () => {
    app.mount(SettingsDialog)
    const dialog = await untilFound('[data-testid="settings-dialog"]')
    const field = dialog.querySelector<HTMLInputElement>('[data-testid="settings-search"]')!
    const search = async (text: string) => {
      field.value = text
      field.dispatchEvent(new Event('input'))
      await app.settle()
      return [...dialog.querySelectorAll('legend, h3')].map((title) => title.textContent)
    }
    expect(await search('')).toHaveLength(4)
    expect(await search('dark theme')).toEqual(['Colour scheme'])
    expect(await search('delete')).toEqual(['Workflows'])
    await search('zzz')
    expect(dialog.textContent).toContain('No setting matches')
  })

  it('name the server and what it runs on, as far as it tells', async () => {
    app.recorded.answer('api.getSystemStats', () =>
      Promise.resolve({
        system: {
          comfyui_version: '0.33.0',
          python_version: '3.12.4 (main)',
          pytorch_version: 'none'
        },
        devices: [{ name: 'cuda:0 Card', vram_total: 8 * 2 ** 30, vram_free: 2 ** 30 }]
      })
    )
    app.mount(SettingsDialog)
    await untilFound('[data-testid="settings-dialog"]')
    const about = await untilFound('[data-testid="about-server"]')
    expect([...about.querySelectorAll('dt, dd')].map((part) => part.textContent)).toEqual([
      'ComfyUI',
      '0.33.0',
      'Python',
      '3.12.4',
      'Device',
      'cuda:0 Card, 1.0 of 8.0 GB free'
    ])
  })

  it('say when the server does not answer, and ask again', async () => {
    app.recorded.fail('api.getSystemStats', 'no answer')
    app.mount(SettingsDialog)
    const dialog = await untilFound('[data-testid="settings-dialog"]')
    await app.settle()
    expect(dialog.textContent).toContain('The server could not be asked')
    app.recorded.answer('api.getSystemStats', () =>
      Promise.resolve({ system: { comfyui_version: '1' }, devices: [] })
    )
    dialog.querySelector<HTMLElement>('section button')!.click()
    await app.settle()
    expect(dialog.querySelector('dd')?.textContent).toBe('1')
  })
})
