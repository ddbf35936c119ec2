import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeDocument } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

const listDialogs = () => document.querySelectorAll<HTMLElement>('.graphdialog')

/** Asks for a value, as a press on a field does; tells what was given. */
function ask(): { dialog: HTMLElement; given: unknown[] } {
  const given: unknown[] = []
  const dialog = harness.canvas.prompt('Value', 5, (value: unknown) => given.push(value), null!)
  return { dialog, given }
}
const press = (target: Element) => {
  const event = new MouseEvent('mousedown', { bubbles: true, cancelable: true })
  target.dispatchEvent(event)
  return event.defaultPrevented
}

it('a press beside the field of a dialog leaves the keyboard there; its controls are pressed as ever', async () => {
  await harness.open('a', makeDocument([]))
  const { dialog } = ask()
  expect(press(dialog.querySelector('.name')!)).toBe(true)
  expect(press(dialog)).toBe(true)
  expect(press(dialog.querySelector('input')!)).toBe(false)
  expect(press(dialog.querySelector('button')!)).toBe(false)
  dialog.remove()
})

it('Escape closes a dialog from its button, too', async () => {
  await harness.open('a', makeDocument([]))
  const { dialog, given } = ask()
  const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })
  dialog.querySelector('button')!.dispatchEvent(escape)
  expect([listDialogs().length, given]).toEqual([0, []])
})

it('a dialog goes with the graph that it asks for', async () => {
  await harness.open('a', makeDocument([]))
  const { given } = ask()
  expect(listDialogs()).toHaveLength(1)
  await harness.open('b', makeDocument([]))
  expect([listDialogs().length, given]).toEqual([0, []])
})
