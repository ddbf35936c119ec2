import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setupLiteGraph } from '@/canvas/setup/setupLiteGraph'

const CHOICES = ['euler', 'euler_ancestral', 'heun', 'dpm_2', 'dpmpp_2m', 'lms', 'ddim', 'uni_pc']

beforeAll(() => setupLiteGraph())
afterEach(() => {
  for (const menu of document.querySelectorAll('.litecontextmenu')) menu.remove()
})

/** Opens a menu as a field's list does. */
function open(choices: readonly string[], options: object = { scale: 1 }) {
  const chosen: unknown[] = []
  const event = new MouseEvent('click')
  const callback = (value: unknown) => void chosen.push(value)
  const { root } = new LiteGraph.ContextMenu(
    choices as never,
    { event, callback, ...options } as never
  )
  return {
    chosen,
    field: root.querySelector<HTMLInputElement>('.menu-filter'),
    shown: () =>
      [...root.querySelectorAll<HTMLElement>('.litemenu-entry')]
        .filter(({ style }) => style.display !== 'none')
        .map(({ textContent }) => textContent)
  }
}

function type(field: HTMLInputElement, text: string): void {
  field.value = text
  field.dispatchEvent(new Event('input'))
}

const press = (key: string) =>
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))

describe('the list of a field', () => {
  it('is filtered by words in any order as one types; Enter takes the first that is left', () => {
    const { field, shown, chosen } = open(CHOICES)
    expect(document.activeElement).toBe(field)
    type(field!, 'DPM')
    expect(shown()).toEqual(['dpm_2', 'dpmpp_2m'])
    type(field!, '2m pp')
    expect(shown()).toEqual(['dpmpp_2m'])
    type(field!, '')
    expect(shown()).toEqual(CHOICES)
    type(field!, 'eul anc')
    press('Enter')
    expect(chosen).toEqual(['euler_ancestral'])
  })

  it('arrow keys go on from the field to what is left', () => {
    const { field, chosen } = open(CHOICES)
    type(field!, 'eul')
    press('ArrowDown')
    press('Enter')
    expect(chosen).toEqual(['euler_ancestral'])
  })

  it('has no filter where it is short, and other menus have none', () => {
    expect(open(CHOICES.slice(0, 5)).field).toBeNull()
    for (const menu of document.querySelectorAll('.litecontextmenu')) menu.remove()
    expect(open(CHOICES, {}).field).toBeNull()
  })
})
