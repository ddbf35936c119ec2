import { expect, it } from 'vitest'
import { nameFields } from '@/canvas/view/nameFields'

function make(html: string): HTMLElement {
  const dialog = document.createElement('div')
  dialog.innerHTML = html
  return nameFields(dialog)
}

it('a field of LiteGraph’s dialogs is called what stands beside it; one with a name keeps it', () => {
  const dialog = make(
    '<span class="name"> steps </span><input><textarea aria-label="own"></textarea>'
  )
  expect(dialog.getAttribute('aria-label')).toBe('steps')
  expect(dialog.querySelector('input')!.getAttribute('aria-label')).toBe('steps')
  expect(dialog.querySelector('textarea')!.getAttribute('aria-label')).toBe('own')
  expect(make('<input>').hasAttribute('aria-label')).toBe(false)
})
