import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import ConsoleEdge from '@/components/console/ConsoleEdge.vue'
import type { ConsoleHeight } from '@/composables/console/useConsoleHeight'
import { useConsoleHeight } from '@/composables/console/useConsoleHeight'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

const KEY = 'parallel.console.height'

let app: AppHarness
let takeSizes: () => void
let height: ConsoleHeight
let edge: HTMLElement
beforeEach(async () => {
  localStorage.removeItem(KEY)
  app = createAppHarness()
  // A panel of 260 px on a stage of as many, which leaves room for 140 px.
  takeSizes = giveElementsSize(800, 260)
  height = app.use(useConsoleHeight)
  height.reset()
  const panel = document.createElement('section')
  document.body.append(panel)
  edge = app.mount(ConsoleEdge, { panel }).element as HTMLElement
  await app.settle()
})
afterEach(() => {
  height.reset()
  app.unmount()
  takeSizes()
  localStorage.removeItem(KEY)
  document.body.innerHTML = ''
})

const chosen = () => Number(/, (\d+)px/.exec(height.css.value ?? '')?.[1] ?? 0)
const kept = () => Number(localStorage.getItem(KEY))
async function press(key: string, init: KeyboardEventInit = {}): Promise<number> {
  edge.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })
  )
  await app.settle()
  return chosen()
}
async function point(type: string, clientY: number): Promise<number> {
  edge.setPointerCapture = () => {}
  edge.dispatchEvent(new PointerEvent(type, { clientY, button: 0, pointerId: 1, bubbles: true }))
  await app.settle()
  return chosen()
}

describe('the edge of the panel at the bottom', () => {
  it('tells where it is, between which bounds', () => {
    expect(edge.getAttribute('role')).toBe('separator')
    expect(edge.getAttribute('aria-valuenow')).toBe('260')
    expect(edge.getAttribute('aria-valuemin')).toBe('96')
    expect(edge.getAttribute('aria-valuemax')).toBe('140')
    expect(height.css.value).toBeNull()
  })

  it('[B42] is moved by keys, within its bounds; Enter gives back the usual height', async () => {
    expect(await press('End')).toBe(96)
    expect(await press('Home')).toBe(140)
    expect(await press('ArrowDown')).toBe(140)
    expect(await press('ArrowDown', { shiftKey: true })).toBe(140)
    expect(await press('x')).toBe(140)
    expect(await press('ArrowUp', { ctrlKey: true })).toBe(140)
    expect(await press('Enter')).toBe(0)
    expect(height.css.value).toBeNull()
  })

  it('is dragged, and keeps for the next time where it was let go', async () => {
    await point('pointermove', 300)
    expect(chosen()).toBe(0)
    await point('pointerdown', 500)
    expect(await point('pointermove', 640)).toBe(120)
    expect(await point('pointermove', 655)).toBe(105)
    await point('pointerup', 655)
    expect(await point('pointermove', 500)).toBe(105)
    expect(kept()).toBe(105)
  })

  it('goes back when the drag is taken away', async () => {
    await point('pointerdown', 500)
    await point('pointermove', 650)
    await point('pointercancel', 650)
    expect(chosen()).toBe(140)
  })
})
