import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GestureWatch } from '@/canvas/graph/gestureWatch'
import { createGestureWatch } from '@/canvas/graph/gestureWatch'
import type { ManualClock } from '../../harness/clock'
import { createManualClock } from '../../harness/clock'

let clock: ManualClock
let watch: GestureWatch
const onOver = vi.fn()

beforeEach(() => {
  onOver.mockClear()
  clock = createManualClock()
  watch = createGestureWatch(clock, onOver)
})
afterEach(() => watch.dispose())

const press = (init: KeyboardEventInit) => window.dispatchEvent(new KeyboardEvent('keydown', init))

describe('the end of a gesture', () => {
  it('comes with the next command by keys, though the timer of the last has not', () => {
    watch.noteChange(false)
    press({ key: 'x', ctrlKey: true })
    expect(onOver).toHaveBeenCalledOnce()
    press({ key: 'z', ctrlKey: true })
    expect(onOver).toHaveBeenCalledOnce()
  })

  it('comes with the first letter of a text that is typed right after', () => {
    const field = document.body.appendChild(document.createElement('input'))
    watch.noteChange(false)
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true }))
    expect(onOver).toHaveBeenCalledOnce()
    field.remove()
  })

  it('comes with any key after an edit that is no typing, though something was typed before it', () => {
    watch.noteChange(true)
    watch.noteChange(false)
    press({ key: 'x' })
    expect(onOver).toHaveBeenCalledTimes(1)
    watch.noteChange(true)
    window.dispatchEvent(new Event('pointerdown'))
    window.dispatchEvent(new Event('pointerup'))
    expect(onOver).toHaveBeenCalledTimes(2)
    press({ key: 'x' })
    expect(onOver).toHaveBeenCalledTimes(3)
  })

  it('comes when the keyboard goes to another field, however short the pause', () => {
    const [first, second] = ['input', 'textarea'].map((name) =>
      document.body.appendChild(document.createElement(name))
    )
    first!.focus()
    watch.noteChange(true)
    expect(onOver).not.toHaveBeenCalled()
    second!.focus()
    expect(onOver).toHaveBeenCalledOnce()
    first!.remove()
    second!.remove()
  })

  it('does not come with a command inside a text field, which is part of the typing', () => {
    const field = document.body.appendChild(document.createElement('textarea'))
    watch.noteChange(true)
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))
    expect(onOver).not.toHaveBeenCalled()
    field.remove()
  })

  it('does not come with a key that only types, nor with one pressed in the middle of a drag', () => {
    watch.noteChange(true)
    press({ key: 'x' })
    expect(onOver).not.toHaveBeenCalled()
    clock.advance(500)
    expect(onOver).toHaveBeenCalledOnce()
    window.dispatchEvent(new Event('pointerdown'))
    watch.noteChange(false)
    press({ key: 'Control', ctrlKey: true })
    expect(onOver).toHaveBeenCalledOnce()
    window.dispatchEvent(new Event('pointerup'))
    clock.advance(0)
    expect(onOver).toHaveBeenCalledTimes(2)
  })
})
