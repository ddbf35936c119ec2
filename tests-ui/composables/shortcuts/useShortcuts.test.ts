import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMANDS } from '@/composables/commands/commandList'
import { describeCombo, describeForAria, isTyping } from '@/composables/shortcuts/keyCombo'
import type { KeyCombo } from '@/domain/keyCombo'
import { useShortcuts } from '@/composables/shortcuts/useShortcuts'
import { toWorkflowId } from '@/domain/ids'
import { useExtensionStore } from '@/stores/extensionStore'
import { useQueueStore } from '@/stores/queueStore'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import type { CanvasControls } from '@/composables/canvas/canvasControls'
import { CANVAS_CONTROLS } from '@/composables/canvas/canvasControls'
import { usePageDialogs } from '@/composables/ui/usePageDialogs'
import { useSidebar } from '@/composables/ui/useSidebar'
import { useNoticeStore } from '@/stores/noticeStore'
import { h, provide } from 'vue'
import { addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

const press = (init: KeyboardEventInit & { target?: Element }): KeyboardEvent => {
  const { target = document.body, ...rest } = init
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...rest })
  target.dispatchEvent(event)
  return event
}

describe('useShortcuts', () => {
  let app: AppHarness
  let isBlocked = false
  /** Without what happens when the page is made. */
  const listCalls = () => app.recorded.calls.filter(({ name }) => name !== 'canvas.onNodeSearch')
  beforeEach(() => {
    app = createAppHarness()
    isBlocked = false
    for (const id of ['a', 'b', 'c']) addWorkflow(id)
    app.use(() => useShortcuts(() => isBlocked))
  })
  afterEach(() => app.unmount())

  it.each([
    [{ key: 'Enter', ctrlKey: true }, 'runs.run', ['a', {}]],
    [{ key: 'Enter', metaKey: true }, 'runs.run', ['a', {}]],
    [{ key: 'Enter', ctrlKey: true, shiftKey: true }, 'runs.run', ['a', { front: true }]],
    [{ key: 'Enter', ctrlKey: true, altKey: true }, 'stops.stopWorkflow', ['a']],
    [{ key: 's', ctrlKey: true }, 'workflows.save', ['a']],
    [{ key: 'n', code: 'KeyN', altKey: true }, 'workflows.newWorkflow', []],
    [{ key: 'w', code: 'KeyW', altKey: true }, 'workflows.close', ['a']],
    [{ key: 'PageDown', altKey: true }, 'workflows.activate', ['b']],
    [{ key: 'PageUp', altKey: true }, 'workflows.activate', ['c']],
    [{ key: '3', code: 'Digit3', altKey: true }, 'workflows.activate', ['c']],
    [{ key: 'z', ctrlKey: true }, 'canvas.undo', ['a']],
    [{ key: 'y', ctrlKey: true }, 'canvas.redo', ['a']],
    [{ key: 'Z', ctrlKey: true, shiftKey: true }, 'canvas.redo', ['a']],
    [{ key: 'm', ctrlKey: true }, 'canvas.edit', ['mute']],
    [{ key: 'b', ctrlKey: true }, 'canvas.edit', ['bypass']],
    [{ key: 'p' }, 'canvas.edit', ['pin']],
    [{ key: 'ç', code: 'KeyC', altKey: true }, 'canvas.edit', ['collapse']],
    [{ key: 'g', ctrlKey: true }, 'canvas.edit', ['group']]
  ])('[B42] %o does %s', (keys, call, args) => {
    expect(press(keys).defaultPrevented).toBe(true)
    expect(listCalls()).toEqual([{ name: call, args }])
  })

  it('opens files, settings, the commands, the sidebars and the jobs', () => {
    const { sidebar, dialogs } = app.use(() => ({
      sidebar: useSidebar(),
      dialogs: usePageDialogs()
    }))
    const clicks: string[] = []
    const { click } = HTMLInputElement.prototype
    HTMLInputElement.prototype.click = function () {
      clicks.push(this.type)
    }
    press({ key: 'o', ctrlKey: true })
    HTMLInputElement.prototype.click = click
    expect(clicks).toEqual(['file'])
    for (const [keys, surface] of [
      [{ key: 'w' }, 'workflows'],
      [{ key: 'n' }, 'nodes'],
      [{ key: 'n' }, null]
    ] as const) {
      press(keys)
      expect(sidebar.current.value).toBe(surface)
    }
    for (const [keys, dialog] of [
      [{ key: ',', ctrlKey: true }, 'settings'],
      [{ key: 'K', ctrlKey: true, shiftKey: true }, 'shortcuts'],
      [{ key: 'P', ctrlKey: true, shiftKey: true }, 'commands']
    ] as const) {
      press(keys)
      expect(dialogs.current.value).toBe(dialog)
    }
    dialogs.close()
    press({ key: 'q' })
    expect(useQueueStore().isPanelOpen).toBe(true)
  })

  it('zooms as the buttons do', () => {
    app.unmount()
    const calls: string[] = []
    const controls = Object.fromEntries(
      ['zoomIn', 'zoomOut', 'fit', 'resetZoom'].map((name) => [name, () => calls.push(name)])
    )
    app.mount({
      setup() {
        provide(CANVAS_CONTROLS, controls as unknown as CanvasControls)
        return () => h({ setup: () => (useShortcuts(() => false), () => null) })
      }
    })
    press({ key: '=', code: 'Equal', altKey: true })
    press({ key: '+', code: 'Equal', altKey: true, shiftKey: true })
    press({ key: '-', code: 'Minus', altKey: true })
    press({ key: '.' })
    expect(calls).toEqual(['zoomIn', 'zoomIn', 'zoomOut', 'fit'])
  })

  it('tells that definitions were read anew', async () => {
    press({ key: 'r' })
    await app.settle()
    expect(app.recorded.getCalls('canvas.refreshDefinitions')).toEqual([[]])
    expect(useNoticeStore().notices.map(({ kind }) => kind)).toEqual(['success'])
  })

  it('runs and saves from a text field, and leaves letters to it', () => {
    const field = document.body.appendChild(document.createElement('textarea'))
    expect(press({ key: 'q', target: field }).defaultPrevented).toBe(false)
    expect(press({ key: '1', code: 'Digit1', altKey: true, target: field }).defaultPrevented).toBe(
      false
    )
    expect(press({ key: 'n', code: 'KeyN', altKey: true, target: field }).defaultPrevented).toBe(
      false
    )
    expect(press({ key: 'z', ctrlKey: true, target: field }).defaultPrevented).toBe(false)
    press({ key: 'Enter', ctrlKey: true, target: field })
    expect(listCalls().map(({ name }) => name)).toEqual(['runs.run'])
    field.remove()
  })

  it('[B42] undoes and redoes from a list field, which has no undo, and leaves other keys to it', () => {
    const field = document.body.appendChild(document.createElement('select'))
    const isTaken = (keys: KeyboardEventInit) => press({ ...keys, target: field }).defaultPrevented
    for (const keys of [
      { key: 'z', ctrlKey: true },
      { key: 'y', metaKey: true },
      { key: 'Z', ctrlKey: true, shiftKey: true },
      { key: 'я', code: 'KeyZ', ctrlKey: true }
    ])
      expect([keys, isTaken(keys)]).toEqual([keys, true])
    const done = ['canvas.undo', 'canvas.redo', 'canvas.redo', 'canvas.undo']
    expect(listCalls().map(({ name }) => name)).toEqual(done)
    for (const keys of [
      { key: 'q' },
      { key: 'P', shiftKey: true },
      { key: 'n', code: 'KeyN', altKey: true },
      { key: 'ArrowDown', ctrlKey: true },
      { key: 'Delete' },
      { key: 'c', ctrlKey: true },
      { key: 'v', ctrlKey: true }
    ])
      expect([keys, isTaken(keys)]).toEqual([keys, false])
    expect(listCalls()).toHaveLength(done.length)
    field.remove()
  })

  it('lets no Ctrl+A select the words of the page, but those of a text that is for selecting', () => {
    const [button, log, field] = ['button', 'div', 'input'].map((tag) => {
      const element = document.createElement(tag)
      document.body.append(element)
      return element
    })
    log!.className = 'select-text'
    const isTaken = (target: Element | undefined) =>
      press({ key: 'a', ctrlKey: true, target: target! }).defaultPrevented
    expect([button, log, field].map(isTaken)).toEqual([true, false, false])
    for (const element of [button, log, field]) element!.remove()
  })

  it('leaves the keys to a dialog, to whoever took them, and to other combinations', () => {
    isBlocked = true
    press({ key: 'Enter', ctrlKey: true })
    isBlocked = false
    const taken = new KeyboardEvent('keydown', { key: 'q', bubbles: true, cancelable: true })
    taken.preventDefault()
    document.body.dispatchEvent(taken)
    press({ key: 's', ctrlKey: true, altKey: true })
    press({ key: 'Q', shiftKey: true })
    expect(listCalls()).toEqual([])
    expect(useQueueStore().isPanelOpen).toBe(false)
  })

  it('saves the workflow that is in front by then', () => {
    useWorkflowStore().activate(toWorkflowId('b'))
    press({ key: 's', ctrlKey: true })
    expect(app.recorded.getCalls('workflows.save')).toEqual([['b']])
  })

  it('follows what the user made of the keys, and runs node packs’ commands', async () => {
    const ran: string[] = []
    const extensionStore = useExtensionStore()
    const addCommand = (id: string, run: () => void) =>
      extensionStore.addCommand({ id, label: () => id, run, source: 'a pack' })
    addCommand('pack.paint', () => void ran.push('paint'))
    addCommand('pack.break', () => {
      throw new Error('no paint left')
    })
    extensionStore.addKeybinding({ commandId: 'pack.paint', combo: { key: 'x' } })
    extensionStore.addKeybinding({ commandId: 'pack.paint', combo: { key: 'q' } })
    press({ key: 'x' })
    press({ key: 'q' })
    expect(ran).toEqual(['paint'])
    expect(useQueueStore().isPanelOpen).toBe(true)
    useSettingStore().applySettings({
      'Comfy.Keybinding.NewBindings': [
        { commandId: 'Comfy.SaveWorkflow', combo: { key: 'F2', ctrl: false } },
        { commandId: 'pack.break', combo: { key: 'j', alt: true } },
        { commandId: 'nobody.has', combo: { key: 'j' } }
      ],
      'Comfy.Keybinding.UnsetBindings': [
        { commandId: 'Comfy.SaveWorkflow', combo: { key: 's', ctrl: true } }
      ]
    })
    expect(press({ key: 's', ctrlKey: true }).defaultPrevented).toBe(false)
    expect(press({ key: 'j' }).defaultPrevented).toBe(false)
    press({ key: 'F2' })
    expect(app.recorded.getCalls('workflows.save')).toEqual([['a']])
    press({ key: 'j', code: 'KeyJ', altKey: true })
    await app.settle()
    expect(useNoticeStore().notices[0]).toMatchObject({ kind: 'error', detail: 'no paint left' })
  })

  it('keeps keys that are meant for one element to it, and to the page', () => {
    useExtensionStore().addCommand({ id: 'pack', label: () => '', run: () => clicks++, source: '' })
    useExtensionStore().addKeybinding({
      commandId: 'pack',
      combo: { key: 'j' },
      targetElementId: 'graph-canvas'
    })
    let clicks = 0
    const canvas = document.body.appendChild(document.createElement('canvas'))
    canvas.id = 'graph-canvas'
    const other = document.body.appendChild(document.createElement('button'))
    for (const target of [document.body, canvas, other]) press({ key: 'j', target })
    expect(clicks).toBe(2)
    canvas.remove()
    other.remove()
  })

  it('goes with its scope', () => {
    app.unmount()
    press({ key: 'q' })
    expect(useQueueStore().isPanelOpen).toBe(false)
  })
})

describe('key combinations', () => {
  it('are all different', () => {
    const keys = COMMANDS.flatMap(({ combos }) =>
      (combos as readonly KeyCombo[]).map((combo) => describeCombo(combo, false).join(' '))
    )
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are named as they stand on the keyboard', () => {
    expect(describeCombo({ key: 'enter', ctrl: true, alt: true }, false)).toEqual([
      'Ctrl',
      'Alt',
      'Enter'
    ])
    expect(describeCombo({ key: 'n', alt: true }, true)).toEqual(['⌥', 'N'])
    expect(describeCombo({ key: 'pagedown', ctrl: true }, true)).toEqual(['⌘', 'Page Down'])
  })

  it('are named for screen readers', () => {
    expect(describeForAria({ key: 'Enter', ctrl: true, alt: true }, false)).toBe(
      'Control+Alt+Enter'
    )
    expect(describeForAria({ key: '+', ctrl: true }, true)).toBe('Meta+Plus')
    expect(describeForAria({ key: 'q' }, false)).toBe('Q')
  })

  it('know what writes text', () => {
    const make = (html: string): Element => {
      const host = document.createElement('div')
      host.innerHTML = html
      return host.firstElementChild!
    }
    expect(isTyping(make('<input>'))).toBe(true)
    expect(isTyping(make('<input type="number">'))).toBe(true)
    expect(isTyping(make('<textarea></textarea>'))).toBe(true)
    expect(isTyping(make('<select></select>'))).toBe(true)
    expect(isTyping(make('<input type="checkbox">'))).toBe(false)
    expect(isTyping(make('<button></button>'))).toBe(false)
    expect(isTyping(null)).toBe(false)
  })
})
