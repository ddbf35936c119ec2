import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import TooltipHost from '@/components/ui/TooltipHost.vue'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { untilFound } from '../../harness/untilFound'

let app: AppHarness
let button: HTMLButtonElement
beforeEach(() => {
  app = createAppHarness()
  document.body.innerHTML =
    '<div id="page-popups"></div><button data-tip="Stop" data-tip-keys="Ctrl Enter"><i></i></button>'
  button = document.querySelector('button')!
})
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
})

const point = (target: Element): boolean =>
  target.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }))

describe('the tooltip', () => {
  it('shows after a rest over what has a tip, with its keys', async () => {
    app.mount(TooltipHost)
    point(button.firstElementChild!)
    expect(app.clock.untilNext).toBe(500)
    app.clock.advance(500)
    const tip = await untilFound('[role="tooltip"]')
    expect(tip.parentElement?.textContent).toContain('Stop')
    expect(document.querySelectorAll('kbd')).toHaveLength(2)
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    await app.settle()
    expect(document.querySelector('[role="tooltip"]')).toBeNull()
  })

  it('shows nothing when the pointer goes on before, and leaves no timer', () => {
    app.mount(TooltipHost)
    point(button)
    point(document.body)
    expect(app.clock.pending).toBe(0)
  })
})
