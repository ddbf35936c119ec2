import type { IContextMenuValue, Subgraph, SubgraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listBorderEntries } from '@/canvas/menus/borderMenu'
import { listWidgetEntries } from '@/canvas/menus/widgetMenu'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { makeNested } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
let id: WorkflowId
beforeEach(async () => {
  harness = await createRoomHarness()
  id = await harness.open('a', makeNested([20, 21]))
})
afterEach(() => harness.dispose())

const root = () => harness.room.getGraph(id)!
const instance = (node = 20) => root().getNodeById(node) as SubgraphNode
const subgraph = (): Subgraph => instance().subgraph
const inner = () => subgraph().getNodeById(30)!
const valuesOf = (node: number) =>
  Object.fromEntries(getWidgets(instance(node)).map(({ name, value }) => [name, value]))
const getInputs = async (node: string) =>
  (await harness.room.graphs.takeSnapshot(id)).output[node as never] as { inputs: object }

type Entries = readonly (IContextMenuValue<string> | null)[]
function press(entries: Entries, ...path: string[]): void {
  const [content, ...rest] = path
  const entry = entries.find((item) => item?.content === content) as
    | { callback?: () => void; submenu?: { options: Entries } }
    | undefined
  if (!entry) throw new Error(`No “${content}” among ${entries.map((e) => e?.content).join(', ')}`)
  if (rest.length > 0) press(entry.submenu!.options, ...rest)
  else {
    entry.callback!()
    harness.clock.runDue()
  }
}
const pressSlot = (slot: Subgraph['inputs'][number] | Subgraph['outputs'][number], name: string) =>
  press(listBorderEntries(harness.canvas, subgraph(), slot), name)
const toggleInside = (label: string) =>
  press(listWidgetEntries(harness.canvas, instance()), 'Edit Subgraph Widgets', label)

describe('promoted widgets', () => {
  it('come onto every instance, with a value of their own that runs', async () => {
    toggleInside('Empty Image: height')
    expect(valuesOf(20)).toEqual({ width: 100, height: 64 })
    expect(valuesOf(21)).toEqual({ width: 101, height: 64 })
    getWidgets(instance(21)).find(({ name }) => name === 'height')!.value = 512
    expect((await getInputs('20:30')).inputs).toMatchObject({ width: 100, height: 64 })
    expect((await getInputs('21:30')).inputs).toMatchObject({ width: 101, height: 512 })
  })

  it('are saved and opened again', async () => {
    toggleInside('Empty Image: height')
    getWidgets(instance()).find(({ name }) => name === 'height')!.value = 32
    id = await harness.open('b', harness.room.graphs.serializeGraph(id))
    expect([valuesOf(20), valuesOf(21)]).toEqual([
      { width: 100, height: 32 },
      { width: 101, height: 64 }
    ])
  })

  it('go again, one step each way', () => {
    toggleInside('✓ Empty Image: width')
    expect([valuesOf(20), valuesOf(21)]).toEqual([{}, {}])
    expect(subgraph().inputs).toHaveLength(0)
    expect(inner().inputs.find(({ name }) => name === 'width')!.link).toBeNull()
    harness.room.undo(id)
    expect([valuesOf(20), valuesOf(21)]).toEqual([{ width: 100 }, { width: 101 }])
    harness.room.redo(id)
    expect(valuesOf(20)).toEqual({})
  })

  it('leave the value of an only instance inside', async () => {
    id = await harness.open('one', makeNested([20]))
    toggleInside('✓ Empty Image: width')
    expect(getWidgets(inner()).find(({ name }) => name === 'width')!.value).toBe(100)
  })

  it('are offered for the widget under the pointer, inside and on the instance', () => {
    const point = (node: SubgraphNode | ReturnType<typeof inner>, name: string) => {
      harness.canvas.setGraph(node.graph!)
      harness.canvas.draw(true, true)
      const widget = getWidgets(node).find((own) => own.name === name)!
      harness.canvas.graph_mouse[0] = node.pos[0] + 40
      harness.canvas.graph_mouse[1] = node.pos[1] + widget.last_y! + 5
    }
    point(inner(), 'batch_size')
    press(listWidgetEntries(harness.canvas, inner()), 'Promote Widget: batch_size')
    expect(valuesOf(21)).toEqual({ width: 101, batch_size: 1 })
    point(instance(), 'batch_size')
    press(listWidgetEntries(harness.canvas, instance()), 'Un-Promote Widget: batch_size')
    expect(valuesOf(21)).toEqual({ width: 101 })
  })

  it('of an instance inside another subgraph go further out', async () => {
    const { node } = root().convertToSubgraph(new Set([instance(20)]))
    harness.clock.runDue()
    const outer = node as unknown as SubgraphNode
    const nested = outer.subgraph.nodes[0] as SubgraphNode
    const label = `${nested.getTitle()}: width`
    press(listWidgetEntries(harness.canvas, outer), 'Edit Subgraph Widgets', label)
    const own = getWidgets(outer).find(({ name }) => name === 'width')!
    expect(own.value).toBe(100)
    own.value = 72
    expect((await getInputs(`${outer.id}:${nested.id}:30`)).inputs).toMatchObject({ width: 72 })
  })
})

describe('the border of a subgraph', () => {
  beforeEach(() => toggleInside('Empty Image: height'))

  it('moves its inputs; links and values stay with theirs', async () => {
    const [width] = subgraph().inputs
    const before = [await getInputs('20:30'), await getInputs('21:30')]
    pressSlot(width!, 'Move Down')
    expect(subgraph().inputs.map(({ name }) => name)).toEqual(['height', 'width'])
    expect(instance(21).inputs.map(({ name }) => name)).toEqual(['height', 'width'])
    expect(Object.keys(valuesOf(21))).toEqual(['height', 'width'])
    expect([await getInputs('20:30'), await getInputs('21:30')]).toEqual(before)
    id = await harness.open('b', harness.room.graphs.serializeGraph(id))
    expect([await getInputs('20:30'), await getInputs('21:30')]).toEqual(before)
    expect(Object.keys(valuesOf(21))).toEqual(['height', 'width'])
  })

  it('moves its outputs, with the links outside', () => {
    const emptied = inner().outputs[0]!
    const outputs = subgraph().outputs
    subgraph().addOutput('raw', 'IMAGE').connect(emptied, inner())
    expect(instance(21).outputs).toHaveLength(2)
    pressSlot(outputs[0]!, 'Move Down')
    expect(instance().outputs.map(({ name }) => name)).toEqual(['raw', 'IMAGE'])
    const preview = root().getNodeById(50)!
    expect(root()._links.get(preview.inputs[0]!.link!)!.origin_slot).toBe(1)
    expect(subgraph()._links.get(outputs[1]!.linkIds[0]!)!.target_slot).toBe(1)
  })

  it('names a slot on all instances', () => {
    const [width] = subgraph().inputs
    harness.canvas.openSubgraph(subgraph())
    pressSlot(width!, 'Rename Slot')
    const editor = document.querySelector<HTMLInputElement>('.canvas-title-editor')!
    expect(editor.value).toBe('width')
    editor.value = 'Breadth'
    editor.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    harness.clock.runDue()
    expect(instance(21).inputs[0]!.label).toBe('Breadth')
    expect(getWidgets(instance(21))[0]!.label).toBe('Breadth')
    harness.room.undo(id)
    expect(instance(21).inputs[0]!.label).toBeUndefined()
  })

  it('removes a slot with all its links', () => {
    const [output] = subgraph().outputs
    pressSlot(output!, 'Remove Slot')
    expect(instance().outputs).toHaveLength(0)
    expect(root().getNodeById(50)!.inputs[0]!.link).toBeNull()
    expect(subgraph().getNodeById(31)!.outputs[0]!.links).toEqual([])
    harness.room.undo(id)
    expect(instance().outputs).toHaveLength(1)
    expect(root().getNodeById(50)!.inputs[0]!.link).not.toBeNull()
  })

  it('a slot that feeds several loses them all', () => {
    const [width] = subgraph().inputs
    const size = inner().inputs.find(({ name }) => name === 'batch_size')!
    const link = subgraph().inputs[0]!.connect(size, inner())
    const count = link ? 2 : 1
    expect(width!.linkIds).toHaveLength(count)
    pressSlot(width!, 'Disconnect Links')
    expect(
      inner()
        .inputs.filter((slot) => slot.link != null)
        .map(({ name }) => name)
    ).toEqual(['height'])
    expect(width!.linkIds).toEqual([])
  })
})
