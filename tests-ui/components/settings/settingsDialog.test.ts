import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import SettingsDialog from '@/components/dialogs/SettingsDialog.vue'
import { OWN_SETTINGS } from '@/composables/settings/ownSettings'
import { useSettingsPage } from '@/composables/settings/useSettingsPage'
import { useDialogStore } from '@/stores/dialogStore'
import { useExtensionStore } from '@/stores/extensionStore'
import { SETTING_DEFAULTS, useSettingStore } from '@/stores/settingStore'
import type { FakeNotifications } from '../../harness/fakeNotifications'
import { installFakeNotifications } from '../../harness/fakeNotifications'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { untilFound } from '../../harness/untilFound'

let app: AppHarness
let system: FakeNotifications
let dialog: HTMLElement
beforeEach(() => {
  app = createAppHarness()
  system = installFakeNotifications()
})
afterEach(() => {
  app.unmount()
  system.remove()
  document.body.innerHTML = ''
})

async function open(page?: string): Promise<void> {
  app.use(() => useSettingsPage()).current.value = 'general'
  app.mount(SettingsDialog)
  dialog = await untilFound('[data-testid="settings-dialog"]')
  if (page) await press(`[data-page="${page}"]`)
}
const find = <T extends HTMLElement = HTMLInputElement>(selector: string): T =>
  dialog.querySelector<T>(selector)!
async function press(selector: string): Promise<void> {
  find(selector).click()
  await app.settle()
}
async function type(selector: string, value: string, event = 'input'): Promise<void> {
  const field = find(selector)
  field.value = value
  field.dispatchEvent(new Event(event))
  await app.settle()
}
const row = (id: string): string => `[data-setting="${id}"]`
const listShown = () =>
  [...dialog.querySelectorAll<HTMLElement>('[data-setting]')].map((item) => item.dataset.setting)
const search = (text: string) => type('[data-testid="settings-search"]', text)

describe('the settings', () => {
  it('are shown all of them, page by page', async () => {
    await open()
    const pages = [...dialog.querySelectorAll<HTMLElement>('[data-page]')]
    const shown: (string | undefined)[] = []
    for (const { dataset } of pages) {
      await press(`[data-page="${dataset.page}"]`)
      shown.push(...listShown())
    }
    expect(shown).toEqual(OWN_SETTINGS.map(({ id }) => id))
  })

  it('are changed by what fits their kind, at once', async () => {
    await open('canvas')
    const { getSetting } = useSettingStore()
    await press(`${row('Comfy.Graph.CanvasInfo')} [role="switch"]`)
    expect(getSetting('Comfy.Graph.CanvasInfo')).toBe(true)
    await type(`${row('Comfy.LinkRenderMode')} select`, '3', 'change')
    expect(getSetting('Comfy.LinkRenderMode')).toBe(-1)
    await type(`${row('Comfy.SnapToGrid.GridSize')} [type="number"]`, '9000', 'change')
    expect(getSetting('Comfy.SnapToGrid.GridSize')).toBe(500)
    await type(`${row('Comfy.SnapToGrid.GridSize')} [type="number"]`, '', 'change')
    expect(getSetting('Comfy.SnapToGrid.GridSize')).toBe(500)
  })

  it('go back to their defaults, one by one', async () => {
    await open('canvas')
    const reset = `${row('Comfy.Minimap.Visible')} button`
    expect(find(reset)).toBeNull()
    await press(`${row('Comfy.Minimap.Visible')} [role="switch"]`)
    expect(find(reset).getAttribute('aria-label')).toBe('Reset “Minimap”')
    await press(reset)
    expect(useSettingStore().getSetting('Comfy.Minimap.Visible')).toBe(true)
    expect(find(reset)).toBeNull()
  })

  it('go back to their defaults together, after asking, and nothing else does', async () => {
    const kept = { 'Comfy.NodeLibrary.Bookmarks.V2': ['KSampler'], 'Comfy.Minimap.Visible': true }
    useSettingStore().applySettings({ ...kept, 'Comfy.LinkRenderMode': 0, 'Comfy.Locale': 'de' })
    await open()
    await press('[data-testid="settings-reset"]')
    const question = useDialogStore().current!
    expect(question.message).toContain('2 settings')
    useDialogStore().answer(question.id, 'confirm')
    await app.settle()
    expect(app.recorded.getCalls('settings.setMany')).toEqual([
      [{ 'Comfy.Locale': null, 'Comfy.LinkRenderMode': null }]
    ])
    expect(find<HTMLButtonElement>('[data-testid="settings-reset"]').disabled).toBe(true)
  })

  it('[B41] say when the browser allows no system notices', async () => {
    system.applyPermission('default')
    system.applyAnswer('denied')
    await open()
    await press(`${row('Parallel.Notices.System')} [role="switch"]`)
    expect(dialog.textContent).toContain('The browser does not allow it')
    expect(find(`${row('Parallel.Notices.System')} [role="switch"]`).checked).toBe(false)
  })

  it('are found by name, id and other words over all pages; a page is found by its name', async () => {
    await open()
    await search('dark theme')
    expect(listShown()).toEqual(['Comfy.ColorPalette'])
    await search('comfy.pointer')
    expect(listShown()).toHaveLength(3)
    await search('about')
    await press('[data-found-page="about"]')
    expect(find('[data-shown-page="about"]')).not.toBeNull()
    expect(find('[data-testid="settings-search"]').value).toBe('')
    await search('zzz')
    expect(dialog.textContent).toContain('No setting matches')
  })

  it('of node packs have pages of their own, or add to ours', async () => {
    const base = { hint: null, group: 'Brush' }
    const { addSetting } = useExtensionStore()
    addSetting({
      ...base,
      id: 'paint.size',
      label: 'Size',
      page: 'Paint',
      defaultValue: 3,
      field: { kind: 'number' }
    })
    addSetting({
      ...base,
      id: 'paint.own',
      label: 'Own',
      page: 'Paint',
      defaultValue: 'a',
      field: {
        kind: 'element',
        render(set, value) {
          const button = document.createElement('button')
          button.id = 'of-the-pack'
          button.textContent = String(value)
          button.addEventListener('click', () => set('b'))
          return button
        }
      }
    })
    addSetting({
      ...base,
      id: 'paint.broken',
      label: 'Broken',
      page: 'Comfy',
      defaultValue: 0,
      field: {
        kind: 'element',
        render() {
          throw new Error('not yet')
        }
      }
    })
    await open()
    expect(listShown()).toContain('paint.broken')
    expect(find(`${row('paint.broken')} [role="alert"]`).textContent).toContain('not yet')
    await press('[data-page="pack:Paint"]')
    expect(listShown()).toEqual(['paint.size', 'paint.own'])
    await type(`${row('paint.size')} input`, '5', 'change')
    await press('#of-the-pack')
    expect(useSettingStore().values).toMatchObject({ 'paint.size': 5, 'paint.own': 'b' })
  })
})

describe('the palettes', () => {
  it('are chosen; what a file lacks is said', async () => {
    await open('appearance')
    await press('input[value="nord"]')
    expect(useSettingStore().getSetting('Comfy.ColorPalette')).toBe('nord')
    expect(
      [...dialog.querySelectorAll<HTMLInputElement>('[name="palette"]')].map(({ value }) => value)
    ).toEqual(['dark', 'light', 'system', 'arc', 'github', 'nord', 'solarized'])
    app.recorded.fail('palettes.importPalette', 'The file is not JSON.')
    const { click } = HTMLInputElement.prototype
    HTMLInputElement.prototype.click = function () {
      Object.defineProperty(this, 'files', { value: [new File(['{'], 'a.json')] })
      this.dispatchEvent(new Event('change'))
    }
    await press('[data-testid="palette-import"]')
    HTMLInputElement.prototype.click = click
    await expect.poll(() => find('[role="alert"]')?.textContent).toContain('The file is not JSON.')
  })

  it('of the user’s own can be deleted, after asking', async () => {
    app.recorded.answer('palettes.listOwn', () => [{ id: 'mine', name: 'Mine', colors: {} }])
    await open('appearance')
    await press('[aria-label="Delete the palette Mine"]')
    useDialogStore().answer(useDialogStore().current!.id, 'confirm')
    await app.settle()
    expect(app.recorded.getCalls('palettes.removePalette')).toEqual([['mine']])
  })
})

describe('the user', () => {
  it('is named and can be changed only where there are several', async () => {
    await open()
    expect(find('[data-page="user"]')).toBeNull()
    app.unmount()
    app = createAppHarness()
    Object.assign(app.recorded.services.users, { current: { id: 'a', name: 'Ann' } })
    await open('user')
    expect((await untilFound('[data-testid="user-page"]')).textContent).toContain('Working as Ann')
    await press('[data-testid="switch-user"]')
    expect(app.recorded.getCalls('users.leave')).toHaveLength(1)
  })
})

describe('the settings that ours are made of', () => {
  it('have defaults that their fields can show', () => {
    const wrong = OWN_SETTINGS.filter(({ id, field }) => {
      const value = SETTING_DEFAULTS[id]
      if (field.kind === 'toggle') return typeof value !== 'boolean'
      if (field.kind === 'choice') return !field.choices.some((choice) => choice.value === value)
      if (field.kind === 'own') return false
      return typeof value !== 'number' || value < field.min || value > field.max
    })
    expect(wrong).toEqual([])
  })
})
