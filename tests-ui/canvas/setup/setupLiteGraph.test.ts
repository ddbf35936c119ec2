import type { LGraphNode, NumberWidget } from '@comfyorg/litegraph'
import { ContextMenu, LGraphCanvas, LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openMenu } from '@/canvas/setup/contextMenu'
import { sanitiseDialog, sanitiseMarkup } from '@/canvas/setup/sanitiseMarkup'
import { getWidgets } from '@/canvas/widgets/widget'
import { makeDefinition, makeDefinitions } from '../../harness/canvasDefinitions'
import { makeDocument, makeNested, makeNode, SUBGRAPH_ID } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

const definitions = makeDefinitions(
  makeDefinition('Values', { amount: ['INT', { default: 5, max: 100 }] }, { output: ['INT'] })
)

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness({ definitions })
})
afterEach(() => {
  harness.dispose()
  LiteGraph.closeAllContextMenus()
})

const event = () => new MouseEvent('click', { clientX: 10, clientY: 10 })
const entries = () => [...document.querySelectorAll('.litemenu-entry')]

describe('the menu', () => {
  it('can be called by packs without `new`, and wrapped by them', () => {
    const before = LiteGraph.ContextMenu
    const seen: unknown[] = []
    function Wrapped(this: unknown, values: unknown, options: unknown) {
      seen.push(values)
      return (before as unknown as (...given: unknown[]) => unknown).call(this, values, options)
    }
    Wrapped.prototype = before.prototype as object
    LiteGraph.ContextMenu = Wrapped as never
    try {
      openMenu(['one'], { event: event() })
    } finally {
      LiteGraph.ContextMenu = before
    }
    expect(seen).toEqual([['one']])
    expect(entries().map(({ textContent }) => textContent)).toEqual(['one'])
  })

  it('keeps the prototype and statics that packs patch', () => {
    expect(LiteGraph.ContextMenu.prototype).toBeInstanceOf(ContextMenu)
    expect(LiteGraph.ContextMenu.trigger).toBe(ContextMenu.trigger)
    expect(new LiteGraph.ContextMenu([], { event: event() } as never)).toBeInstanceOf(ContextMenu)
  })

  it('shows markup of a document as text, or without what acts', () => {
    const acts = '<img src=x onerror="window.hurt=1"><span style="color:red">kept</span>'
    openMenu([acts, { content: acts }, { content: 'x', title: acts }], { event: event() })
    expect(document.querySelector('.litecontextmenu img')).toBeNull()
    expect(entries()[0]!.textContent).toBe(acts)
    expect(entries()[1]!.innerHTML).toBe('<span style="color:red">kept</span>')
  })

  it.each([
    ['plain & simple', 'plain &amp; simple'],
    ['<script>hurt()</script>', ''],
    ['<b onclick="hurt()">x</b>', '<b>x</b>'],
    ['<a href="javascript:hurt()">x</a>', 'x'],
    ['<i class="pi" title="t" id="x">x</i>', '<i class="pi" title="t">x</i>'],
    [
      '<span style="color: #123; position: fixed; inset: 0; background-color: rgb(1, 2, 3)">x</span>',
      '<span style="color: #123; background-color: rgb(1, 2, 3)">x</span>'
    ],
    ['<span style="background: url(http://x)">x</span>', '<span style="">x</span>']
  ])('%s becomes %s', (markup, expected) => {
    expect(sanitiseMarkup(markup)).toBe(expected)
  })
})

describe('dialogs with names from a document', () => {
  it('fields stay, what acts goes', () => {
    expect(
      sanitiseDialog(
        "<span class='name'><img src=x onerror=hurt()></span><input autofocus type='text' class='value'/>" +
          "<select class='value'><option value='a' selected>a</option></select><button>OK</button>"
      )
    ).toBe(
      '<span class="name"></span><input autofocus="" type="text" class="value">' +
        '<select class="value"><option value="a" selected="">a</option></select><button>OK</button>'
    )
  })

  it('editing a property whose name is markup shows the name only', async () => {
    const name = '<img src=x onerror="window.hurt=1">label'
    await harness.open('a', makeDocument([makeNode(1, 'Values', { properties: { [name]: 'v' } })]))
    const node = harness.canvas.graph!.getNodeById(1)!
    harness.canvas.showEditPropertyValue(node, name, {})
    const dialog = document.querySelector('.graphdialog')!
    expect(dialog.querySelector('img')).toBeNull()
    expect(dialog.querySelector('.name')!.textContent).toBe('label')
    expect(dialog.querySelector('input')!.value).toBe('v')
    dialog.remove()
  })
})

describe('the canvas as packs find it', () => {
  it('hooks that nobody set are not there, so that "wrap if present" works', () => {
    const hooks = Object.keys(harness.canvas).filter((key) => /^on[A-Z]/.test(key))
    expect(hooks.filter((key) => harness.canvas[key as never] === undefined)).toEqual([])
    expect('onDrawForeground' in harness.canvas).toBe(false)
  })

  it('the active canvas is known before the first mouse event', () => {
    expect(LGraphCanvas.active_canvas).toBe(harness.canvas)
  })
})

describe('a node in no graph', () => {
  it('may lose slots and links that it does not have', () => {
    const node = LiteGraph.createNode('Values')!
    const removed: number[] = []
    node.onInputRemoved = (slot) => void removed.push(slot)
    node.onOutputRemoved = (slot) => void removed.push(slot + 10)
    node.addInput('extra', 'IMAGE')
    expect(node.disconnectInput(1)).toBe(false)
    expect(node.disconnectOutput(0)).toBe(false)
    node.removeInput(1)
    node.removeOutput(0)
    node.removeInput(7)
    expect(node.inputs.map(({ name }) => name)).toEqual(['amount'])
    expect(node.outputs).toEqual([])
    expect(removed).toEqual([1, 10])
  })
})

describe('the number editor', () => {
  function type(node: LGraphNode, text: string): unknown {
    const widget = getWidgets(node)[0]!
    const canvas = {
      ...harness.canvas,
      prompt: (_title: string, _value: unknown, accept: (typed: string) => void) => accept(text)
    }
    const options = { e: { canvasX: node.pos[0] + 100, canvasY: 0 }, node, canvas }
    ;(widget as unknown as NumberWidget).onClick(options as never)
    return widget.value
  }

  it('reckons, and runs nothing', async () => {
    await harness.open('a', makeDocument([makeNode(1, 'Values')]))
    const node = harness.canvas.graph!.getNodeById(1)!
    const evaluate = vi.spyOn(globalThis, 'eval')
    expect(type(node, '2 * (3 + 4)')).toBe(14)
    expect(type(node, '1e9')).toBe(100)
    expect(type(node, 'alert(1)')).toBe(100)
    expect(type(node, 'globalThis.hurt = 1')).toBe(100)
    expect(type(node, '')).toBe(100)
    expect(evaluate).not.toHaveBeenCalled()
    expect((globalThis as { hurt?: unknown }).hurt).toBeUndefined()
    evaluate.mockRestore()
  })

  it('is ours on number fields of packs too', async () => {
    await harness.open('a', makeDocument([makeNode(1, 'Values')]))
    const node = harness.canvas.graph!.getNodeById(1)!
    const widget = node.addWidget('number', 'packs', 3, () => {})
    node.widgets = [widget as never]
    expect(type(node, '6/4')).toBe(1.5)
  })
})

describe('subgraph types, which are global', () => {
  it('are those of the workflow in front, also where two tabs hold the same file', async () => {
    const first = await harness.open('a', makeNested())
    const second = await harness.open('b', makeNested())
    const create = () =>
      (LiteGraph.createNode(SUBGRAPH_ID) as unknown as { subgraph: { rootGraph: unknown } })
        .subgraph.rootGraph
    expect(create()).toBe(harness.room.getGraph(second))
    harness.show(first)
    expect(create()).toBe(harness.room.getGraph(first))
    // Opening one in the background takes nothing from the one in front.
    await harness.room.graphs.openGraph(second, makeNested())
    expect(create()).toBe(harness.room.getGraph(first))
    harness.room.graphs.closeGraph(second)
    expect(create()).toBe(harness.room.getGraph(first))
    harness.room.graphs.closeGraph(first)
    expect(LiteGraph.registered_node_types[SUBGRAPH_ID]).toBeUndefined()
  })

  it('are told of by the event, also to those who listen later', async () => {
    const first = await harness.open('a', makeNested())
    await harness.open('b', null)
    const told: string[] = []
    harness.room.getGraph(first)!.events.addEventListener('subgraph-created', (created) => {
      told.push((created as CustomEvent<{ subgraph: { id: string } }>).detail.subgraph.id)
    })
    harness.show(first)
    expect(told).toEqual([SUBGRAPH_ID])
  })
})
