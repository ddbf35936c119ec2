import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import NodeLibrary from '@/components/nodes/NodeLibrary.vue'
import { NODE_DRAG_TYPE, useNodeDrop } from '@/components/nodes/useNodeDrop'
import { useNodeLibrary } from '@/composables/nodes/useNodeLibrary'
import { useMenu } from '@/composables/ui/useMenu'
import { makeBlueprint } from '@/domain/blueprint'
import { useBlueprintStore } from '@/stores/blueprintStore'
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
  const press = async (key: string, more: object = {}) => {
    await library.get('[role="tree"]').trigger('keydown', { key, ...more })
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
    const { press, lines } = await mountLibrary()
    await press('ArrowRight')
    await press('ArrowRight')
    await press('ArrowDown')
    expect(document.activeElement?.getAttribute('data-node-type')).toBe('LoadImage')
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

  it('keeps bookmarks on top, in folders, under ComfyUI’s own setting', async () => {
    useSettingStore().applySettings({
      'Comfy.NodeLibrary.Bookmarks.V2': ['mine/', 'mine/Blur', 'LoadImage', 'Gone']
    })
    const { lines, library, press } = await mountLibrary()
    expect(lines().slice(0, 3)).toEqual(['mine 1', 'Load Image', 'image 2'])
    await press('ArrowRight')
    expect(lines().slice(0, 3)).toEqual(['mine 1', 'Blur Image', 'Load Image'])
    await library.get('[data-testid="node-bookmark"]').trigger('click')
    await app.settle()
    expect(lines().slice(0, 2)).toEqual(['mine 0', 'Load Image'])
    expect(app.recorded.getCalls('settings.set').at(-1)).toEqual([
      'Comfy.NodeLibrary.Bookmarks.V2',
      ['mine/', 'LoadImage', 'Gone']
    ])
    await press('End')
    await press('ArrowRight')
    await press('ArrowDown')
    await press('d', { ctrlKey: true })
    expect(lines().slice(0, 3)).toEqual(['mine 0', 'Load Image', 'Loose'])
    // The folder goes, what was in it stays.
    await press('Home')
    await press('Delete')
    expect(lines()[0]).toBe('Load Image')
  })

  it('[B42] makes, names and fills folders of bookmarks', async () => {
    const { lines, library, press } = await mountLibrary()
    await library.get('[data-testid="new-bookmark-folder"]').trigger('click')
    await app.settle()
    await library.get('input.field:not([type])').setValue('Favourites')
    await library.get('input.field:not([type])').trigger('keydown', { key: 'Enter' })
    await app.settle()
    expect(lines()[0]).toBe('Favourites 0')
    const folder = library.get('[data-bookmark-folder="Favourites/"]')
    const dataTransfer = { types: [NODE_DRAG_TYPE], getData: () => 'Blur' }
    await folder.trigger('dragover', { dataTransfer })
    await folder.trigger('drop', { dataTransfer })
    await app.settle()
    expect(lines()[0]).toBe('Favourites 1')
    await press('Home')
    await press('F2')
    await library.get('input.field:not([type])').setValue('Best/of')
    await library.get('input.field:not([type])').trigger('keydown', { key: 'Enter' })
    await app.settle()
    expect(lines()[0]).toBe('Best-of 1')
    expect(useSettingStore().getSetting('Comfy.NodeLibrary.Bookmarks.V2')).toEqual([
      'Best-of/',
      'Best-of/Blur'
    ])
  })

  it('offers a menu for bookmarks, and the look of a folder', async () => {
    useSettingStore().applySettings({ 'Comfy.NodeLibrary.Bookmarks.V2': ['mine/', 'Loose'] })
    const { library, press } = await mountLibrary()
    const menu = app.use(useMenu)
    const choose = (label: string) => {
      const entries = menu.current.value!.entries
      const entry = entries.find((item) => item !== 'separator' && item.label === label)
      if (entry && entry !== 'separator') entry.run()
      menu.close()
    }
    await library.get('[data-node-type="Loose"]').trigger('contextmenu')
    choose('Bookmark in mine')
    expect(useSettingStore().getSetting('Comfy.NodeLibrary.Bookmarks.V2')).toEqual([
      'mine/',
      'mine/Loose'
    ])
    await press('Home')
    await press('ContextMenu')
    choose('Icon and colour')
    await app.settle()
    const card = document.querySelector('[data-testid="bookmark-look"]')!
    card.querySelector<HTMLInputElement>('[data-icon="pi-star"] input')!.click()
    card.querySelector<HTMLInputElement>('[data-colour="#28a745"] input')!.click()
    expect(useSettingStore().getSetting('Comfy.NodeLibrary.BookmarksCustomization')).toEqual({
      'mine/': { icon: 'pi-star', color: '#28a745' }
    })
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

  it('tells nodes of one title apart by their categories', async () => {
    const store = useBlueprintStore()
    const folder = { name: 'x', label: 'Blueprints/Mine' }
    store.applyBlueprints([makeBlueprint({ kind: 'user', key: 'b.json' }, 'Blur Image', folder)])
    app.use(useNodeLibrary).text.value = 'blur image'
    const { lines } = await mountLibrary()
    expect(lines().sort()).toEqual(['Blur Image, Blueprints / Mine', 'Blur Image, image / filters'])
    store.applyBlueprints([])
    await app.settle()
    expect(lines()).toEqual(['Blur Image'])
    app.use(useNodeLibrary).text.value = ''
  })

  it('reads a blueprint of the server when the pointer is on it, and deletes one of the user’s', async () => {
    const store = useBlueprintStore()
    const folder = { name: 'x', label: 'x' }
    const [server, mine] = [
      makeBlueprint({ kind: 'server', key: 'abc' }, 'Theirs', folder),
      makeBlueprint({ kind: 'user', key: 'Mine.json' }, 'Mine', folder)
    ]
    store.applyBlueprints([server, mine])
    const { library } = await mountLibrary()
    app.use(useNodeLibrary).text.value = 'theirs'
    await app.settle()
    await library.get(`[data-node-type="${server.entry.type}"]`).trigger('pointerenter')
    await app.settle()
    expect(app.recorded.getCalls('blueprints.read')).toEqual([[server.entry.type]])
    store.applyDetails({
      ...server,
      entry: { ...server.entry, inputs: [{ name: 'paper', type: 'IMAGE', isOptional: false }] }
    })
    await app.settle()
    expect(document.querySelector('#page-popups')!.textContent).toContain('paper')

    app.use(useNodeLibrary).text.value = 'mine'
    await app.settle()
    const row = library.get(`[data-node-type="${mine.entry.type}"]`)
    await row.trigger('contextmenu')
    const labels = app
      .use(useMenu)
      .current.value!.entries.map((entry) => entry !== 'separator' && entry.label)
    expect(labels).toContain('Delete from the library')
    app.use(useMenu).close()
    await row.trigger('keydown', { key: 'Delete', altKey: true })
    expect(app.recorded.getCalls('blueprints.remove')).toEqual([])
    await row.trigger('keydown', { key: 'Delete' })
    expect(app.recorded.getCalls('blueprints.remove')).toEqual([[mine.entry.type]])
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
