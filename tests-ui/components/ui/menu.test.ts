import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import MenuHost from '@/components/ui/MenuHost.vue'
import type { MenuEntry } from '@/composables/ui/useMenu'
import { useMenu } from '@/composables/ui/useMenu'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { untilFound } from '../../harness/untilFound'

let app: AppHarness
let trigger: HTMLButtonElement
const chosen: string[] = []
const ENTRIES: readonly MenuEntry[] = [
  { label: 'Once', isChecked: true, run: () => void chosen.push('once') },
  'separator',
  {
    label: 'Endless',
    isChecked: false,
    attributes: { 'data-testid': 'run-mode-option', 'data-mode': 'endless' },
    run: () => void chosen.push('endless')
  },
  { label: 'Never', isDisabled: true, run: () => void chosen.push('never') }
]

beforeEach(() => {
  app = createAppHarness()
  chosen.length = 0
  document.body.innerHTML = '<div id="page-popups"></div>'
  trigger = document.body.appendChild(document.createElement('button'))
})
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
})

async function openMenu() {
  app.mount(MenuHost)
  const menu = app.use(useMenu)
  menu.toggle({ label: 'Run mode', anchor: trigger, entries: ENTRIES })
  return { menu, popup: await untilFound('[role="menu"]') }
}

describe('the menu', () => {
  it('[B42] has a name, and says of choices which one holds', async () => {
    const { popup } = await openMenu()
    expect(popup.getAttribute('aria-label')).toBe('Run mode')
    const items = [...popup.querySelectorAll('[role="menuitemradio"]')]
    expect(items.map((item) => item.getAttribute('aria-checked'))).toEqual(['true', 'false'])
    expect(popup.querySelector('[role="menuitem"]')?.getAttribute('aria-disabled')).toBe('true')
  })

  it('does what is chosen, once, and closes', async () => {
    const { menu } = await openMenu()
    ;(await untilFound('[data-mode="endless"]')).click()
    await app.settle()
    expect(chosen).toEqual(['endless'])
    expect(menu.current.value).toBeNull()
  })

  it('closes at a second press of its button', async () => {
    const { menu } = await openMenu()
    expect(menu.isOpenAt(trigger)).toBe(true)
    menu.toggle({ label: 'Run mode', anchor: trigger, entries: ENTRIES })
    expect(menu.isOpenAt(trigger)).toBe(false)
    expect(menu.current.value).toBeNull()
  })
})
