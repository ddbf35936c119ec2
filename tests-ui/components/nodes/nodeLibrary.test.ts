import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import NodeLibrary from '@/components/nodes/NodeLibrary.vue'
import { getTreeStep } from '@/components/nodes/treeKeys'
import { NODE_DRAG_TYPE, useNodeDrop } from '@/components/nodes/useNodeDrop'
import { useNodeLibrary } from '@/composables/nodes/useNodeLibrary'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { makeNodeDefinition } from '../../builders/nodeDefinition'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let takeSizes: () => void
beforeEach(() => {
  localStorage.clear()
  app = createAppHarness()
  takeSizes = giveElementsSize(300, 800)
  document.body.innerHTML = '<div id="page-popups"></div>'
  const definitions = [
    makeNodeDefinition({ name: 'LoadImage', display_name: 'Load Image', category: 'image' }),
    makeNodeDefinition({ name: 'Blur', display_name: 'Blur Image', category: 'image/filters' }),
    makeNodeDefinition({ name: 'Loose', display_name: 'Loose' })
  ]
  useNodeDefStore().applyDefinitions(Object.fromEntries(definitions.map((d) => [d.name, d])))
})
afterEach(() => {
  app.unmount()
  takeSizes()
  document.body.innerHTML = ''
})

const mountLibrary = async () => {
  const library = app.mount(NodeLibrary)
  await app.settle()
  const lines = () =>
    library.findAll('[role="treeitem"]').map((row) => row.attributes('aria-label'))
  const press = async (key: string) => {
    await library.get('[role="tree"]').trigger('keydown', { key })
    await app.settle()
  }
  return { library, lines, press }
}

describe('the node library', () => {
  it('sorts nodes into their categories, with counts', async () => {
    const { lines, library } = await mountLibrary()
    expect(lines()).toEqual(['image 2', 'utils 4', 'without a category 1'])
    await library.get('[role="treeitem"]').trigger('click')
    await app.settle()
    expect(lines().slice(0, 3)).toEqual(['image 2', 'filters 1', 'Load Image'])
  })

  it('[B42] is walked by the keyboard, and adds what Enter is pressed on', async () => {
    const { press, lines, library } = await mountLibrary()
    await press('ArrowRight')
    await press('ArrowRight')
    await press('ArrowDown')
    const tree = library.get('[role="tree"]')
    expect(library.get('[aria-selected="true"]').attributes('id')).toBe(
      tree.attributes('aria-activedescendant')
    )
    await press('Enter')
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([['LoadImage', null]])
    await press('ArrowLeft')
    await press('ArrowLeft')
    expect(lines()).toEqual(['image 2', 'utils 4', 'without a category 1'])
  })

  it('finds by what is typed', async () => {
    const { library, lines } = await mountLibrary()
    await library.get('[data-testid="node-library-search"]').setValue('blur')
    await app.settle()
    expect(lines()).toEqual(['Blur Image'])
    await library.get('[data-testid="node-library-search"]').setValue('zzz')
    await app.settle()
    expect(library.text()).toContain('No node matches')
    await library.get('[data-testid="node-library-search"]').trigger('keydown', { key: 'Escape' })
    expect(library.emitted('close')).toBeUndefined()
  })

  it('keeps bookmarks on top, under ComfyUI’s own setting', async () => {
    useSettingStore().applySettings({ 'Comfy.NodeLibrary.Bookmarks.V2': ['mine/', 'mine/Blur'] })
    const { lines, library, press } = await mountLibrary()
    expect(lines()[0]).toBe('Blur Image')
    await library.get('[data-testid="node-bookmark"]').trigger('click')
    await app.settle()
    expect(lines()[0]).toBe('image 2')
    expect(app.recorded.getCalls('settings.set')).toEqual([
      ['Comfy.NodeLibrary.Bookmarks.V2', ['mine/']]
    ])
    await press('End')
    await press('ArrowRight')
    await press('ArrowDown')
    await press('b')
    expect(lines()[0]).toBe('Loose')
  })

  it('shows what a node is while the pointer is on it', async () => {
    const { library } = await mountLibrary()
    app.use(useNodeLibrary).text.value = 'blur'
    await app.settle()
    await library.get('[data-node-type="Blur"]').trigger('pointerenter')
    await app.settle()
    expect(document.querySelector('#page-popups')!.textContent).toContain('image / filters')
    app.use(useNodeLibrary).text.value = ''
  })

  it('says so while the definitions are read, or can’t be', async () => {
    useNodeDefStore().applyDefinitions({})
    app.use(useNodeLibrary).text.value = 'x'
    useNodeDefStore().applyFailure()
    const { library } = await mountLibrary()
    expect(library.text()).toContain('could not be asked')
    app.use(useNodeLibrary).text.value = ''
  })
})

describe('dragging a node onto the canvas', () => {
  const drag = (type: string, data: string) =>
    ({
      dataTransfer: { types: [type], getData: (asked: string) => (asked === type ? data : '') },
      clientX: 30,
      clientY: 40,
      preventDefault: () => void prevented.push(type)
    }) as unknown as DragEvent
  const prevented: string[] = []
  beforeEach(() => (prevented.length = 0))

  it('puts it where it was let go, and takes nothing else', () => {
    const drop = app.use(useNodeDrop)
    drop.over(drag('Files', ''))
    drop.drop(drag('Files', ''))
    expect([prevented, app.recorded.getCalls('canvas.addNode')]).toEqual([[], []])
    drop.over(drag(NODE_DRAG_TYPE, 'Blur'))
    drop.drop(drag(NODE_DRAG_TYPE, 'Blur'))
    expect(prevented).toHaveLength(2)
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([['Blur', { x: 30, y: 40 }]])
  })

  it('says so when nobody knows the node', () => {
    app.recorded.answer('canvas.addNode', false)
    app.use(useNodeDrop).drop(drag(NODE_DRAG_TYPE, 'Gone'))
    expect(useNoticeStore().notices.map(({ title }) => title)).toEqual(['Gone could not be added'])
  })
})

describe('the keys of a tree', () => {
  it('stay within its ends', () => {
    expect(getTreeStep('ArrowDown', [], 0)).toEqual({ kind: 'move', to: -1 })
    expect(getTreeStep('ArrowRight', [], 0)).toEqual({ kind: 'none' })
    expect(getTreeStep('x', [], 0)).toEqual({ kind: 'none' })
  })
})
