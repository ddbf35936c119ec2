import type { SubgraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openMenu } from '@/canvas/setup/contextMenu'
import type { InspectorPart } from '@/composables/canvas/canvasInspector'
import { applyLocale } from '@/i18n/translate'
import { useSubgraphStore } from '@/stores/subgraphStore'
import { makeNested, makeTextToImage, SUBGRAPH_ID } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(async () => {
  document.querySelectorAll('.litecontextmenu').forEach((menu) => menu.remove())
  await applyLocale('en')
  harness.dispose()
})

const event = () => new MouseEvent('click', { clientX: 10, clientY: 10 })
const listTexts = () =>
  [...document.querySelectorAll('.litemenu-entry:not(.separator)')].map(
    (entry) => entry.textContent
  )
function press(key: string): void {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}
const current = () =>
  document.querySelector('.litecontextmenu:last-of-type .is-current')?.textContent

interface Entry {
  readonly content?: string
  readonly callback?: () => void
}
const choose = (entries: readonly (Entry | null)[], content: string) =>
  entries.find((entry) => entry?.content === content)!.callback!()

describe('menus of the canvas', () => {
  it('[B42] are walked by the keyboard, submenus too, and give the keyboard back', () => {
    const chosen: string[] = []
    harness.element!.tabIndex = 0
    harness.element!.focus()
    const entry = (content: string) => ({ content, callback: () => void chosen.push(content) })
    openMenu(
      [
        entry('One'),
        { ...entry('Two'), disabled: true },
        null,
        {
          content: 'Three',
          has_submenu: true,
          submenu: { options: [entry('Inner'), entry('Other')] }
        }
      ],
      { event: event() }
    )
    press('ArrowDown')
    expect(current()).toBe('One')
    press('ArrowDown')
    expect(current()).toBe('Three')
    press('ArrowRight')
    expect(current()).toBe('Inner')
    press('ArrowLeft')
    expect([current(), document.querySelectorAll('.litecontextmenu').length]).toEqual(['Three', 1])
    press('Enter')
    press('o')
    expect(current()).toBe('Other')
    press('Enter')
    expect(chosen).toEqual(['Other'])
    press('Escape')
    expect(document.querySelector('.litecontextmenu')).toBeNull()
    expect(document.activeElement).toBe(harness.element)
  })

  it('speak the language in use; what packs look entries up by stays', async () => {
    const id = await harness.open('a', makeTextToImage())
    await applyLocale('de')
    const node = harness.room.getGraph(id)!.getNodeById(3)!
    const options = harness.canvas.getNodeMenuOptions(node)
    expect(options.map((entry) => entry?.content)).toEqual(
      expect.arrayContaining(['Title', 'Mode', 'Colors', 'Remove'])
    )
    openMenu([...options, { content: 'Made by a pack' }], { event: event() })
    expect(listTexts()).toEqual(
      expect.arrayContaining(['Umbenennen', 'Farbe', 'Entfernen', 'Made by a pack'])
    )
    expect(listTexts().join()).not.toMatch(/🆕|Convert to Subgraph/)
  })

  it('bare values of lists are never translated', async () => {
    await applyLocale('de')
    openMenu(['Top', 'Bypass'], { event: event() })
    expect(listTexts()).toEqual(['Top', 'Bypass'])
  })

  it('those of a link are entries, though LiteGraph gives them as bare texts too', async () => {
    const id = await harness.open('a', makeTextToImage())
    await applyLocale('de')
    const link = harness.room.getGraph(id)!.links.values().next().value!
    harness.canvas.showLinkMenu(link, event() as never)
    expect(listTexts()).toEqual(['Knoten hinzufügen', 'Umleitung hinzufügen', 'Entfernen'])
  })

  it('lead to the inspector and to a node’s help', async () => {
    const id = await harness.open('a', makeTextToImage())
    const asked: InspectorPart[] = []
    const stop = harness.room.inspector.onAsked((part) => asked.push(part))
    const options = harness.canvas.getNodeMenuOptions(harness.room.getGraph(id)!.getNodeById(3)!)
    choose(options as never, 'Inspect')
    choose(options as never, 'Node Help')
    choose(options as never, 'Properties Panel')
    expect(asked).toEqual(['fields', 'help', 'look'])
    // Packs open the panel of a node that nobody selected.
    const other = harness.room.getGraph(id)!.getNodeById(4)!
    harness.canvas.showShowNodePanel(other)
    stop()
    expect([...harness.canvas.selectedItems]).toEqual([other])
    choose(options as never, 'Inspect')
    expect(asked).toEqual(['fields', 'help', 'look', 'look'])
  })

  it('do to all that is selected what the commands do, in one step', async () => {
    const id = await harness.open('a', makeTextToImage())
    const graph = harness.room.getGraph(id)!
    const nodes = [graph.getNodeById(6)!, graph.getNodeById(7)!]
    harness.canvas.selectItems(nodes)
    const [first] = nodes
    choose(harness.canvas.getNodeMenuOptions(first!) as never, 'Pin')
    harness.clock.runDue()
    expect(nodes.map(({ pinned }) => pinned)).toEqual([true, true])
    harness.room.undo(id)
    expect([6, 7].map((nodeId) => graph.getNodeById(nodeId)!.pinned)).toEqual([false, false])
    expect(harness.room.undo(id)).toBe(false)
  })
})

describe('another instance of a subgraph', () => {
  it('shares what is inside, and is one step', async () => {
    const id = await harness.open('a', makeNested())
    const graph = harness.room.getGraph(id)!
    const instance = graph.getNodeById(20) as SubgraphNode
    harness.canvas.selectItems([instance])
    choose(harness.canvas.getNodeMenuOptions(instance) as never, 'Add Another Instance')
    harness.clock.runDue()
    const others = graph.nodes.filter(({ type }) => type === SUBGRAPH_ID)
    expect(others).toHaveLength(2)
    expect((others[1] as SubgraphNode).subgraph).toBe(instance.subgraph)
    harness.room.undo(id)
    expect(graph.nodes.filter(({ type }) => type === SUBGRAPH_ID)).toHaveLength(1)
  })

  it('is offered in lists of nodes, but not inside of itself', async () => {
    const id = await harness.open('a', makeNested())
    const graph = harness.room.getGraph(id)!
    const store = useSubgraphStore()
    expect(store.entries).toMatchObject([
      {
        type: SUBGRAPH_ID,
        title: 'Inside',
        inputs: [{ name: 'width', type: 'INT' }],
        outputs: [{ name: 'IMAGE', type: 'IMAGE' }]
      }
    ])
    const before = store.entries
    graph.add(LiteGraph.createNode('VAEDecode')!)
    expect(store.entries).toBe(before)
    harness.room.addNode(SUBGRAPH_ID, null)
    expect(graph.nodes.filter(({ type }) => type === SUBGRAPH_ID)).toHaveLength(2)
    harness.canvas.openSubgraph((graph.getNodeById(20) as SubgraphNode).subgraph)
    expect(store.entries).toEqual([])
    await harness.open('b', makeTextToImage())
    expect(store.entries).toEqual([])
  })
})

describe('actions on the canvas', () => {
  it('select all, copy, paste and clear, each edit one step', async () => {
    localStorage.clear()
    const id = await harness.open('a', makeTextToImage())
    const graph = harness.room.getGraph(id)!
    expect(harness.room.act('copy')).toBe(false)
    harness.room.act('selectAll')
    expect(harness.canvas.selectedItems.size).toBe(7)
    harness.canvas.copyToClipboard()
    harness.room.act('paste')
    harness.clock.runDue()
    expect(graph.nodes).toHaveLength(14)
    harness.room.act('clear')
    harness.clock.runDue()
    expect(graph.nodes).toHaveLength(0)
    expect(harness.room.act('clear')).toBe(false)
    harness.room.undo(id)
    harness.room.undo(id)
    expect(graph.nodes).toHaveLength(7)
    expect(harness.room.act('exitSubgraph')).toBe(false)
  })

  it('a locked canvas moves the view only, also after the space bar', async () => {
    await harness.open('a', makeTextToImage())
    harness.room.act('selectAll')
    harness.room.controls.setLocked(true)
    const key = (type: string, value: string) =>
      harness.element!.dispatchEvent(new KeyboardEvent(type, { key: value, bubbles: true }))
    key('keydown', ' ')
    key('keyup', ' ')
    expect(harness.canvas.read_only).toBe(true)
    key('keydown', 'Delete')
    expect(harness.canvas.graph!.nodes).toHaveLength(7)
    harness.room.controls.setLocked(false)
    expect(harness.canvas.read_only).toBe(false)
  })
})
