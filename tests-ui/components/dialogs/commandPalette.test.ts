import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import AppShell from '@/components/layout/AppShell.vue'
import { addWorkflow } from '../../builders/promptState'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { untilFound } from '../../harness/untilFound'

let app: AppHarness
let takeSizes: () => void
beforeEach(() => {
  app = createAppHarness()
  takeSizes = giveElementsSize(1_200, 800)
  addWorkflow('a', { name: 'Portrait' })
  app.mount(AppShell)
})
afterEach(() => {
  app.unmount()
  takeSizes()
  document.body.innerHTML = ''
})

const press = (target: EventTarget, init: KeyboardEventInit): void =>
  void target.dispatchEvent(
    new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  )

async function open(): Promise<HTMLInputElement> {
  press(document.body, { key: 'P', ctrlKey: true, shiftKey: true })
  const palette = await untilFound('[data-testid="command-palette"]')
  return palette.querySelector('input')!
}
async function type(input: HTMLInputElement, text: string): Promise<void> {
  input.value = text
  input.dispatchEvent(new Event('input'))
  await app.settle()
}
const shown = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>('[data-command]')].map((row) => row.dataset.command)

describe('the command palette', () => {
  it('[B42] runs what is found, and is gone by then', async () => {
    const input = await open()
    await type(input, 'duplicate')
    expect(shown()[0]).toBe('Comfy.DuplicateWorkflow')
    press(input, { key: 'Enter' })
    await app.settle()
    expect(app.recorded.getCalls('workflows.duplicate')).toEqual([['a']])
    expect(document.querySelector('[data-testid="command-palette"]')).toBeNull()
  })

  it('[B42] leaves the keyboard to what the command opens', async () => {
    const menu = document.body.appendChild(document.createElement('button'))
    app.recorded.answer('canvas.act', () => {
      menu.focus()
      return true
    })
    const input = await open()
    input.focus()
    await type(input, 'menu of what is selected')
    press(input, { key: 'Enter' })
    await app.settle()
    expect(app.recorded.getCalls('canvas.act')).toEqual([['openMenu']])
    expect(document.activeElement).toBe(menu)
  })

  it('goes round at the ends, and shows what was run before first', async () => {
    const input = await open()
    const count = shown().length
    press(input, { key: 'ArrowUp' })
    await app.settle()
    const last = document.querySelector<HTMLElement>('[role="option"][aria-selected="true"]')!
    expect(last.id).toBe(input.getAttribute('aria-activedescendant'))
    expect(shown().indexOf(last.dataset.command)).toBe(count - 1)
    press(input, { key: 'Enter' })
    await untilFound('[data-testid="shortcuts-dialog"]')
    press(document.activeElement!, { key: 'Escape' })
    await app.settle()
    await open()
    expect(shown()[0]).toBe('Workspace.ToggleBottomPanel.Shortcuts')
  })

  it('says when nothing matches', async () => {
    const input = await open()
    await type(input, 'zzz')
    expect(document.querySelector('[data-testid="command-palette"]')?.textContent).toContain(
      'No command matches'
    )
  })
})
