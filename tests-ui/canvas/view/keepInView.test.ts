import { afterEach, expect, it } from 'vitest'
import { keepInView } from '@/canvas/view/keepInView'

afterEach(() => document.body.replaceChildren())

/** A dialog of 300 × 40 px, put at a place of a canvas of 1000 × 600 px. */
function place(left: number, top: number): string[] {
  const area = document.createElement('div')
  const dialog = document.createElement('div')
  area.append(dialog)
  document.body.append(area)
  area.getBoundingClientRect = () => new DOMRect(0, 0, 1000, 600)
  dialog.getBoundingClientRect = () => new DOMRect(left, top, 300, 40)
  Object.assign(dialog.style, { left: `${left}px`, top: `${top}px` })
  keepInView(dialog)
  return [dialog.style.left, dialog.style.top]
}

it('dialogs that would lie beyond the canvas are moved onto it, others stay', () => {
  expect(place(100, 100)).toEqual(['100px', '100px'])
  expect(place(900, 100)).toEqual(['692px', '100px'])
  expect(place(100, 590)).toEqual(['100px', '552px'])
  expect(place(-20, -30)).toEqual(['8px', '8px'])
})
