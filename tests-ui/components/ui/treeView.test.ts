import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VNodeChild } from 'vue'
import { defineComponent, h, shallowRef } from 'vue'
import TreeView from '@/components/ui/TreeView.vue'
import type { TreeRow } from '@/composables/ui/treeKeys'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let takeSizes: () => void
beforeEach(() => {
  app = createAppHarness()
  takeSizes = giveElementsSize(300, 200)
})
afterEach(() => {
  app.unmount()
  takeSizes()
})

const makeRows = (...keys: string[]): TreeRow[] =>
  keys.map((key) => ({ key, kind: key.endsWith('/') ? 'folder' : 'file', depth: 0, isOpen: false }))

/** A tree of these lines, with a button before it. */
async function mountTree(first: readonly TreeRow[]) {
  const rows = shallowRef(first)
  const did: string[] = []
  const pressKey = (row: TreeRow, { key }: KeyboardEvent) => {
    if (key === 'F2') did.push(`F2 ${row.key}`)
    return key === 'F2'
  }
  const say = (what: string) => (row: unknown) => void did.push(`${what} ${(row as TreeRow).key}`)
  const host = defineComponent(() => () => [
    h('button', 'before'),
    h(
      TreeView,
      {
        label: 'Things',
        rows: rows.value,
        rowHeight: 20,
        text: '',
        getLabel: (row: TreeRow) => row.key,
        pressKey,
        onToggle: say('toggle'),
        onActivate: say('activate'),
        onMenu: say('menu')
      },
      {
        default: (slot: { row: TreeRow; line: object; press: () => void }): VNodeChild =>
          h('div', { ...slot.line, onClick: slot.press }, slot.row.key)
      }
    )
  ])
  const page = app.mount(host)
  await app.settle()
  const tree = page.get<HTMLElement>('[role="tree"]')
  const press = async (key: string, more: Partial<KeyboardEvent> = {}) => {
    const target = document.activeElement ?? document.body
    const options = { key, bubbles: true, cancelable: true, ...more }
    const event = new KeyboardEvent('keydown', options as KeyboardEventInit)
    target.dispatchEvent(event)
    await app.settle()
    return event
  }
  const focused = () => document.activeElement?.textContent
  const inTabOrder = () => page.findAll('[role="treeitem"][tabindex="0"]').map((row) => row.text())
  return { page, rows, did, tree, press, focused, inTabOrder }
}

describe('a tree', () => {
  it('[B42] has one line in the order of Tab, and the keyboard is on it', async () => {
    const { tree, press, focused, inTabOrder } = await mountTree(makeRows('a', 'b', 'c'))
    expect(tree.attributes('tabindex')).toBe('-1')
    expect(inTabOrder()).toEqual(['a'])
    tree.element.focus()
    expect(focused()).toBe('a')
    await press('ArrowDown')
    expect(focused()).toBe('b')
    expect(inTabOrder()).toEqual(['b'])
    await press('End')
    expect([focused(), inTabOrder()]).toEqual(['c', ['c']])
  })

  it('opens, presses and offers a menu by keys; asks for keys of its own first', async () => {
    const { tree, press, did } = await mountTree(makeRows('a/', 'b'))
    tree.element.focus()
    for (const key of ['ArrowRight', 'Enter', 'F2', 'ContextMenu']) await press(key)
    await press('F10', { shiftKey: true })
    expect(did).toEqual(['toggle a/', 'activate a/', 'F2 a/', 'menu a/', 'menu a/'])
    expect((await press('ArrowDown', { altKey: true })).defaultPrevented).toBe(false)
    expect((await press('Enter')).defaultPrevented).toBe(true)
  })

  it('goes to what is typed while the keyboard is on it', async () => {
    const { tree, press, focused } = await mountTree(makeRows('image/', 'mask/', 'noise'))
    tree.element.focus()
    await press('n')
    expect(focused()).toBe('noise')
    expect((await press('q')).defaultPrevented).toBe(true)
  })

  it('is entered where it was pressed last', async () => {
    const { page, inTabOrder, did } = await mountTree(makeRows('a', 'b'))
    await page.findAll('[role="treeitem"]')[1]?.trigger('click')
    expect([did, inTabOrder()]).toEqual([['activate b'], ['b']])
  })

  it('keeps the focus when the line that has it goes away, and takes none from elsewhere', async () => {
    const { page, rows, tree, press, focused, inTabOrder } = await mountTree(
      makeRows('a', 'b', 'c')
    )
    tree.element.focus()
    await press('ArrowDown')
    rows.value = makeRows('a', 'c')
    await app.settle()
    expect(focused()).toBe('c')
    page.get('button').element.focus()
    rows.value = makeRows('a')
    await app.settle()
    expect([focused(), inTabOrder()]).toEqual(['before', ['a']])
  })

  it('has few of many lines in the document, the focused one always, each with its place', async () => {
    const keys = Array.from({ length: 5000 }, (_, at) => `line ${at}`)
    const { page, tree, press, focused } = await mountTree(makeRows(...keys))
    expect(page.findAll('[role="treeitem"]').length).toBeLessThan(40)
    tree.element.focus()
    await press('End')
    expect(focused()).toBe('line 4999')
    const last = page.get('[aria-posinset="5000"]')
    expect([last.attributes('aria-setsize'), last.attributes('aria-level')]).toEqual(['5000', '1'])
  })
})
