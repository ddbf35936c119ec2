import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMANDS } from '@/composables/commands/commandList'
import KeybindingPage from '@/components/settings/KeybindingPage.vue'
import { useDialogStore } from '@/stores/dialogStore'
import { useExtensionStore } from '@/stores/extensionStore'
import { useSettingStore } from '@/stores/settingStore'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { untilFound } from '../../harness/untilFound'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  app.mount(KeybindingPage)
})
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
})

const row = (id: string) => document.querySelector<HTMLElement>(`li[data-command="${id}"]`)!
const keysOf = (id: string) =>
  [...row(id).querySelectorAll('[data-testid="held-keys"]')].map((held) =>
    [...held.querySelectorAll('kbd')].map((key) => key.textContent).join('+')
  )
const find = (handle: string, within: ParentNode = document) =>
  within.querySelector<HTMLButtonElement>(`[data-testid="${handle}"]`)!
async function press(button: HTMLElement): Promise<void> {
  button.click()
  await app.settle()
}
async function record(id: string, ...presses: KeyboardEventInit[]): Promise<HTMLElement> {
  await press(find('add-keys', row(id)))
  const recorder = await untilFound('[data-testid="key-recorder"]')
  for (const init of presses)
    find('key-field').dispatchEvent(
      new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
    )
  await app.settle()
  return recorder
}
const stored = () => {
  const { getSetting } = useSettingStore()
  return {
    added: getSetting('Comfy.Keybinding.NewBindings'),
    removed: getSetting('Comfy.Keybinding.UnsetBindings')
  }
}
const combo = (key: string, ctrl = false, alt = false, shift = false) => ({ key, ctrl, alt, shift })

describe('the keybindings', () => {
  it('list every command, and find them by name, id and keys', async () => {
    const shown = () =>
      [...document.querySelectorAll<HTMLElement>('li[data-command]')].map(
        ({ dataset }) => dataset.command
      )
    expect(shown()).toEqual(COMMANDS.map(({ id }) => id))
    const field = find('keybinding-search') as unknown as HTMLInputElement
    const search = async (text: string) => {
      field.value = text
      field.dispatchEvent(new Event('input'))
      await app.settle()
      return shown()
    }
    expect(await search('this dupl')).toEqual(['Comfy.DuplicateWorkflow'])
    expect(await search('ctrl+shift+p')).toEqual(['Parallel.CommandPalette'])
    expect(await search('clearpending')).toEqual(['Comfy.ClearPendingTasks'])
    expect(await search('zzz')).toEqual([])
    expect(document.body.textContent).toContain('No command matches')
  })

  it('take down what is pressed, and store it as ComfyUI does', async () => {
    await record(
      'Comfy.ExportWorkflow',
      { key: 'Control', ctrlKey: true },
      { key: 'E', code: 'KeyE', ctrlKey: true, altKey: true }
    )
    await press(find('use-keys'))
    expect(keysOf('Comfy.ExportWorkflow')).toEqual(['Ctrl+Alt+E'])
    expect(stored()).toEqual({
      added: [{ commandId: 'Comfy.ExportWorkflow', combo: combo('e', true, true) }],
      removed: []
    })
    expect(document.activeElement).toBe(find('add-keys', row('Comfy.ExportWorkflow')))
  })

  it('say who has the keys, and take them from there', async () => {
    const recorder = await record('Comfy.ExportWorkflow', { key: 's', ctrlKey: true })
    expect(recorder.querySelector('[role="status"]')?.textContent).toContain('“Save”')
    expect(find('use-keys').textContent).toContain('Use them here')
    await press(find('use-keys'))
    expect(keysOf('Comfy.ExportWorkflow')).toEqual(['Ctrl+S'])
    expect(keysOf('Comfy.SaveWorkflow')).toEqual([])
    expect(stored().removed).toEqual([
      { commandId: 'Comfy.SaveWorkflow', combo: { key: 's', ctrl: true } }
    ])
    await press(find('reset-keys', row('Comfy.SaveWorkflow')))
    expect(keysOf('Comfy.SaveWorkflow')).toEqual(['Ctrl+S'])
    expect(stored()).toEqual({ added: [], removed: [] })
  })

  it('leave Tab and Escape alone, and change nothing when nothing was pressed', async () => {
    await record('Comfy.ExportWorkflow', { key: 'Tab' }, { key: 'Shift', shiftKey: true })
    expect(find('use-keys').disabled).toBe(true)
    find('key-field').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await app.settle()
    expect(find('key-recorder')).toBeNull()
    expect(app.recorded.getCalls('settings.setMany')).toEqual([])
  })

  it('of the canvas stay the canvas’s', async () => {
    await record('Comfy.Canvas.SelectAll', { key: 'j', ctrlKey: true })
    await press(find('use-keys'))
    expect(stored().added).toMatchObject([{ targetElementId: 'graph-canvas' }])
  })

  it('are taken away one by one, and all given back after asking', async () => {
    expect(find('reset-all-keys').disabled).toBe(true)
    await press(row('Comfy.Redo').querySelector<HTMLElement>('[data-testid="held-keys"] button')!)
    expect(keysOf('Comfy.Redo')).toEqual(['Ctrl+Shift+Z'])
    expect(row('Comfy.Redo').dataset.changed).toBe('true')
    await press(find('reset-all-keys'))
    useDialogStore().answer(useDialogStore().current!.id, 'confirm')
    await app.settle()
    expect(keysOf('Comfy.Redo')).toEqual(['Ctrl+Y', 'Ctrl+Shift+Z'])
    expect(find('reset-all-keys').disabled).toBe(true)
  })

  it('show a node pack’s default that another command has', async () => {
    const { addCommand, addKeybinding } = useExtensionStore()
    addCommand({ id: 'pack.paint', label: () => 'Paint', run: () => {}, source: 'Pack' })
    addKeybinding({ commandId: 'pack.paint', combo: { key: 's', ctrl: true } })
    await app.settle()
    expect(row('pack.paint').querySelector('[data-testid="lost-keys"]')?.textContent).toContain(
      'Ctrl + S runs “Save”'
    )
  })
})
