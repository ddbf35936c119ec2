import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeCombo, isTyping, matchesCombo } from '@/composables/shortcuts/keyCombo'
import { SHORTCUTS } from '@/composables/shortcuts/shortcutList'
import { useShortcuts } from '@/composables/shortcuts/useShortcuts'
import { toWorkflowId } from '@/domain/ids'
import { useQueueStore } from '@/stores/queueStore'
import { useWorkflowStore } from '@/stores/workflowStore'
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
  const asked: string[] = []
  let isBlocked = false
  beforeEach(() => {
    app = createAppHarness()
    asked.length = 0
    isBlocked = false
    for (const id of ['a', 'b', 'c']) addWorkflow(id)
    app.use(() =>
      useShortcuts({
        isBlocked: () => isBlocked,
        openFileDialog: () => void asked.push('files'),
        toggleWorkflows: () => void asked.push('workflows'),
        openSettings: () => void asked.push('settings')
      })
    )
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
    [{ key: '3', code: 'Digit3', altKey: true }, 'workflows.activate', ['c']]
  ])('[B42] %o does %s', (keys, call, args) => {
    expect(press(keys).defaultPrevented).toBe(true)
    expect(app.recorded.calls).toEqual([{ name: call, args }])
  })

  it('opens files, settings, the workflows and the jobs', () => {
    press({ key: 'o', ctrlKey: true })
    press({ key: ',', ctrlKey: true })
    press({ key: 'w' })
    press({ key: 'q' })
    expect(asked).toEqual(['files', 'settings', 'workflows'])
    expect(useQueueStore().isPanelOpen).toBe(true)
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
    press({ key: 'Enter', ctrlKey: true, target: field })
    expect(app.recorded.calls.map(({ name }) => name)).toEqual(['runs.run'])
    field.remove()
  })

  it('leaves the keys to a dialog, to whoever took them, and to other combinations', () => {
    isBlocked = true
    press({ key: 'Enter', ctrlKey: true })
    isBlocked = false
    const taken = new KeyboardEvent('keydown', { key: 'q', bubbles: true, cancelable: true })
    taken.preventDefault()
    document.body.dispatchEvent(taken)
    press({ key: 's', ctrlKey: true, shiftKey: true })
    press({ key: 'Q', shiftKey: true })
    expect(app.recorded.calls).toEqual([])
    expect(useQueueStore().isPanelOpen).toBe(false)
  })

  it('saves the workflow that is in front by then', () => {
    useWorkflowStore().activate(toWorkflowId('b'))
    press({ key: 's', ctrlKey: true })
    expect(app.recorded.getCalls('workflows.save')).toEqual([['b']])
  })

  it('goes with its scope', () => {
    app.unmount()
    press({ key: 'q' })
    expect(useQueueStore().isPanelOpen).toBe(false)
  })
})

describe('key combinations', () => {
  it('are all different', () => {
    const keys = SHORTCUTS.map(({ combo }) => describeCombo(combo, false).join(' '))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are named as they stand on the keyboard', () => {
    expect(describeCombo({ key: 'enter', mod: true, alt: true }, false)).toEqual([
      'Ctrl',
      'Alt',
      'Enter'
    ])
    expect(describeCombo({ key: 'KeyN', alt: true }, true)).toEqual(['⌥', 'N'])
    expect(describeCombo({ key: 'pagedown', mod: true }, true)).toEqual(['⌘', 'Page Down'])
  })

  it('match by the place of a key where Alt changes its character', () => {
    const event = new KeyboardEvent('keydown', { key: 'ñ', code: 'KeyN', altKey: true })
    expect(matchesCombo({ key: 'KeyN', alt: true }, event)).toBe(true)
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
