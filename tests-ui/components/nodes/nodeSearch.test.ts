import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import NodeSearchHost from '@/components/nodes/NodeSearchHost.vue'
import { placeSearch } from '@/components/nodes/placeSearch'
import type { NodeSearchRequest } from '@/services/services'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { makeNodeDefinition } from '../../builders/nodeDefinition'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { untilFound } from '../../harness/untilFound'

let app: AppHarness
let ask: (request: NodeSearchRequest) => void
const inserted: string[] = []

beforeEach(() => {
  localStorage.clear()
  inserted.length = 0
  app = createAppHarness()
  app.recorded.answer('canvas.onNodeSearch', (listener: typeof ask) => {
    ask = listener
    return () => {}
  })
  const definitions = [
    makeNodeDefinition({ name: 'LoadImage', display_name: 'Load Image', output: ['IMAGE'] }),
    makeNodeDefinition({
      name: 'SaveImage',
      display_name: 'Save Image',
      input: { required: { images: ['IMAGE'] } }
    })
  ]
  useNodeDefStore().applyDefinitions(Object.fromEntries(definitions.map((d) => [d.name, d])))
  app.mount(NodeSearchHost)
})
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
})

async function open(link: NodeSearchRequest['link'] = null): Promise<HTMLElement> {
  ask({ at: { x: 300, y: 200 }, link, insert: (type) => void inserted.push(type) })
  return untilFound('[data-testid="node-search"]')
}
const isOpen = (): boolean => document.querySelector('[data-testid="node-search"]') !== null
const rows = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>('[role="option"]')].map((row) => row.dataset.nodeType)
async function type(text: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('[role="combobox"]')!
  input.value = text
  input.dispatchEvent(new Event('input'))
  await app.settle()
}
async function press(key: string, ctrlKey = false): Promise<void> {
  document
    .querySelector('[role="combobox"]')!
    .dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }))
  await app.settle()
}

describe('the node search', () => {
  it('opens with the keyboard in its field, and adds what Enter chooses there', async () => {
    const dialog = await open()
    expect(document.activeElement).toBe(dialog.querySelector('input'))
    await type('image')
    expect(rows()).toEqual(['LoadImage', 'SaveImage'])
    await press('ArrowDown')
    expect(document.querySelector('[aria-selected="true"]')?.id).toBe(
      document.activeElement?.getAttribute('aria-activedescendant')
    )
    await press('Enter', true)
    expect([inserted, isOpen()], 'runs the workflow').toEqual([[], true])
    await press('Enter')
    expect([inserted, isOpen()]).toEqual([['SaveImage'], false])
  })

  it('shows what was added last first when nothing is typed', async () => {
    await open()
    await type('save')
    await press('Enter')
    await app.settle()
    await open()
    expect(rows()[0]).toBe('SaveImage')
  })

  it('offers only what fits a link that was let go, and all again on demand', async () => {
    await open({ type: 'IMAGE', wants: 'input' })
    expect(rows()).toContain('SaveImage')
    expect(rows()).not.toContain('LoadImage')
    const field = document.querySelector<HTMLSelectElement>('[data-testid="node-search-input"]')!
    expect(field.value).toBe('IMAGE')
    field.value = ''
    field.dispatchEvent(new Event('change'))
    await app.settle()
    expect(rows()).toContain('LoadImage')
  })

  it('says when nothing matches, and closes by Escape or a press beside it', async () => {
    const dialog = await open()
    await type('zzz')
    expect([rows(), dialog.textContent?.includes('No node matches')]).toEqual([[], true])
    await press('Enter')
    expect(inserted).toEqual([])
    await press('Escape')
    expect(isOpen()).toBe(false)
    await open()
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    await app.settle()
    expect(isOpen()).toBe(false)
  })

  it('lies within the page wherever it was asked for', () => {
    expect(placeSearch({ x: 5, y: 5 }, 1_000, 800)).toEqual({
      style: { left: '8px', top: '8px', maxHeight: '440px' },
      cardSide: 'right'
    })
    expect(placeSearch({ x: 995, y: 795 }, 1_000, 800)).toEqual({
      style: { left: '572px', top: '352px', maxHeight: '440px' },
      cardSide: 'left'
    })
    expect(placeSearch({ x: 180, y: 300 }, 360, 640).cardSide).toBeNull()
  })
})
