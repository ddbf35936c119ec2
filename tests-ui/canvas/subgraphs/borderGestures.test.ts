import type { LGraphNode, Subgraph, SubgraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import type { NodeSearchRequest } from '@/services/services'
import { makeNested } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
let id: WorkflowId
beforeEach(async () => {
  harness = await createRoomHarness()
  id = await harness.open('a', makeNested([20, 21]))
  harness.canvas.openSubgraph(subgraph())
  harness.canvas.draw(true, true)
})
afterEach(() => {
  expect(listFaults()).toEqual([])
  harness.dispose()
})

const root = () => harness.room.getGraph(id)!
const instance = (node = 20) => root().getNodeById(node) as SubgraphNode
const subgraph = (): Subgraph => instance().subgraph
const empty = () => subgraph().getNodeById(30)!
const invert = () => subgraph().getNodeById(31)!
const indexOf = (node: LGraphNode, name: string) =>
  node.inputs.findIndex((slot) => slot.name === name)
const inputNames = (node = 20) => instance(node).inputs.map(({ name }) => name)
const outputNames = (node = 20) => instance(node).outputs.map(({ name }) => name)
const valuesOf = (node: number) =>
  getWidgets(instance(node)).map(({ name, value }) => [name, value])
const listLinks = () =>
  [...subgraph()._links.values()]
    .map((link) => `${link.origin_id}/${link.origin_slot}>${link.target_id}/${link.target_slot}`)
    .sort()

/** Links and slots that don't agree. */
function listFaults(): string[] {
  const { _links, inputs, outputs, nodes } = subgraph()
  const told = new Map<number, string[]>()
  const tell = (link: number, end: string) => told.set(link, [...(told.get(link) ?? []), end])
  inputs.forEach(({ linkIds }, at) => linkIds.forEach((link) => tell(link, `-10/${at}>`)))
  outputs.forEach(({ linkIds }, at) => linkIds.forEach((link) => tell(link, `>-20/${at}`)))
  for (const node of nodes) {
    node.inputs.forEach(({ link }, at) => link != null && tell(link, `>${node.id}/${at}`))
    node.outputs.forEach(({ links }, at) =>
      (links ?? []).forEach((link) => tell(link, `${node.id}/${at}>`))
    )
  }
  for (const { id: link, ...ends } of _links.values()) {
    const wanted = [
      `${ends.origin_id}/${ends.origin_slot}>`,
      `>${ends.target_id}/${ends.target_slot}`
    ]
    if (String(told.get(link)?.sort()) === String(wanted.sort())) told.delete(link)
  }
  return [...told].map(([link, ends]) => `${link}: ${ends.join(' ')}`)
}

/** Lets go what is dragged. */
function drop({ 0: x, 1: y }: ArrayLike<number>): void {
  const { canvas } = harness
  canvas.linkConnector.dropLinks(subgraph(), { canvasX: x, canvasY: y } as never)
  canvas.linkConnector.reset(true)
  harness.endGesture()
  canvas.draw(true, true)
}
const input = (at: number) => subgraph().inputNode.allSlots[at]!
const output = (at: number) => subgraph().outputNode.allSlots[at]!
const dragInput = (at: number) =>
  harness.canvas.linkConnector.dragNewFromSubgraphInput(subgraph(), subgraph().inputNode, input(at))
const dragOutput = (at: number) =>
  harness.canvas.linkConnector.dragNewFromSubgraphOutput(
    subgraph(),
    subgraph().outputNode,
    output(at)
  )

describe('a link from or to the free slot of the border', () => {
  it('adds an input, with the field it leads to, to every instance: one step', () => {
    dragInput(1)
    drop(empty().getInputPos(indexOf(empty(), 'height')))
    expect([inputNames(20), inputNames(21)]).toEqual([
      ['width', 'height'],
      ['width', 'height']
    ])
    expect(valuesOf(21)).toEqual([
      ['width', 101],
      ['height', 64]
    ])
    harness.room.undo(id)
    expect([inputNames(20), valuesOf(21)]).toEqual([['width'], [['width', 101]]])
    harness.room.redo(id)
    expect(valuesOf(21)).toHaveLength(2)
  })

  it('reaches instances that stand inside another subgraph', () => {
    const { node } = root().convertToSubgraph(new Set([instance(20)]))
    harness.clock.runDue()
    const nested = (node as SubgraphNode).subgraph.nodes[0] as SubgraphNode
    const inside = nested.subgraph
    inside.inputNode.emptySlot.connect(inside.getNodeById(30)!.inputs[1]!, inside.getNodeById(30)!)
    harness.clock.runDue()
    expect([nested, instance(21)].map(({ inputs }) => inputs.map(({ name }) => name))).toEqual([
      ['width', 'height'],
      ['width', 'height']
    ])
    harness.room.undo(id)
    expect(inputNames(21)).toEqual(['width'])
    harness.room.undo(id)
  })

  it('takes an input of a node away from what fed it', () => {
    dragInput(1)
    drop(invert().getInputPos(0))
    expect(inputNames(21)).toEqual(['width', 'image'])
    expect(listLinks()).toEqual(['-10/0>30/0', '-10/1>31/0', '31/0>-20/0'])
    harness.room.undo(id)
    expect(listLinks()).toEqual(['-10/0>30/0', '30/0>31/0', '31/0>-20/0'])
  })

  it('drawn from a node to the border does the same', () => {
    const { linkConnector } = harness.canvas
    linkConnector.dragNewFromInput(subgraph(), empty(), empty().inputs[indexOf(empty(), 'height')]!)
    drop(input(1).pos)
    expect(inputNames(21)).toEqual(['width', 'height'])
    linkConnector.dragNewFromOutput(subgraph(), empty(), empty().outputs[0]!)
    drop(output(1).pos)
    expect(outputNames(21)).toEqual(['IMAGE', 'IMAGE_1'])
    harness.room.undo(id)
    expect(outputNames(21)).toEqual(['IMAGE'])
  })

  it('adds an output to every instance: one step', () => {
    dragOutput(1)
    drop(empty().getOutputPos(0))
    expect([outputNames(20), outputNames(21)]).toEqual([
      ['IMAGE', 'IMAGE_1'],
      ['IMAGE', 'IMAGE_1']
    ])
    harness.room.undo(id)
    expect(outputNames(20)).toEqual(['IMAGE'])
  })

  it('let go on free canvas asks for a node, and is joined to its first slot', () => {
    const asked: NodeSearchRequest[] = []
    harness.room.onNodeSearch((request) => asked.push(request))
    const insert = (type: string) => {
      asked.at(-1)!.insert(type)
      harness.clock.runDue()
    }
    dragInput(1)
    drop([400, 900])
    expect(asked[0]!.link).toEqual({ type: '*', wants: 'input' })
    insert('ImageInvert')
    expect(inputNames(21)).toEqual(['width', 'image'])
    dragOutput(1)
    drop([400, 900])
    insert('ImageInvert')
    expect(outputNames(21)).toEqual(['IMAGE', 'IMAGE_1'])
    harness.room.undo(id)
    harness.room.undo(id)
    expect([inputNames(21), outputNames(21)]).toEqual([['width'], ['IMAGE']])
  })
})

describe('a link to a slot of the border', () => {
  it('is not made where types differ', () => {
    const { linkConnector } = harness.canvas
    linkConnector.dragNewFromInput(subgraph(), invert(), invert().inputs[0]!)
    drop(input(0).pos)
    expect(listLinks()).toEqual(['-10/0>30/0', '30/0>31/0', '31/0>-20/0'])
  })

  it('beside its slots, or from border to border, changes nothing', () => {
    const before = listLinks()
    dragInput(0)
    drop(output(0).pos)
    dragInput(0)
    drop(input(1).pos)
    const [x = 0, y = 0] = subgraph().outputNode.pos
    harness.canvas.linkConnector.dragNewFromOutput(subgraph(), empty(), empty().outputs[0]!)
    drop([x + 2, y + 2])
    expect(listLinks()).toEqual(before)
  })

  it('that was on a node before leaves the node', () => {
    harness.canvas.linkConnector.moveInputLink(subgraph(), invert().inputs[0]!)
    drop(output(1).pos)
    expect(listLinks()).toEqual(['-10/0>30/0', '30/0>-20/1', '31/0>-20/0'])
  })

  it('moves from one input of a node to another', () => {
    harness.canvas.linkConnector.moveInputLink(subgraph(), empty().inputs[0]!)
    drop(empty().getInputPos(indexOf(empty(), 'batch_size')))
    expect(listLinks()).toEqual(['-10/0>30/2', '30/0>31/0', '31/0>-20/0'])
    expect(valuesOf(21)).toEqual([['width', 101]])
  })
})

describe('fields on the instances', () => {
  it('stay in the order of the border, whichever is joined last', async () => {
    dragInput(1)
    drop(empty().getInputPos(indexOf(empty(), 'height')))
    harness.canvas.linkConnector.moveInputLink(subgraph(), empty().inputs[0]!)
    drop([400, 900])
    dragInput(0)
    drop(empty().getInputPos(indexOf(empty(), 'batch_size')))
    const before = valuesOf(21)
    expect(before).toEqual([
      ['width', 1],
      ['height', 64]
    ])
    id = await harness.open('b', harness.room.graphs.serializeGraph(id))
    expect(valuesOf(21)).toEqual(before)
  })

  it('are those that the input feeds now, also if their limits differ', () => {
    dragInput(1)
    drop(empty().getInputPos(indexOf(empty(), 'height')))
    dragInput(1)
    drop(empty().getInputPos(indexOf(empty(), 'batch_size')))
    expect(listLinks()).toContain('-10/1>30/2')
    expect(valuesOf(21)[1]).toEqual(['height', 64])
    empty().disconnectInput(indexOf(empty(), 'height'))
    empty().disconnectInput(indexOf(empty(), 'batch_size'))
    expect(valuesOf(21)).toHaveLength(1)
    dragInput(1)
    drop(empty().getInputPos(indexOf(empty(), 'batch_size')))
    expect(valuesOf(21)[1]).toEqual(['height', 1])
    expect(getWidgets(instance(21))[1]!.options.max).toBe(4096)
  })
})

it('places the slots of a border at the first draw', () => {
  const places = () => [input(0), input(1), output(1)].map(({ pos }) => [...pos])
  const before = places()
  harness.canvas.draw(true, true)
  expect(places()).toEqual(before)
  const [x, , width] = subgraph().inputNode.boundingRect
  expect(input(0).pos[0]).toBe(x! + width! - 20)
})

it('draws the border in the colours of the palette', () => {
  const { inputNode } = subgraph()
  const before = LiteGraph.NODE_SELECTED_TITLE_COLOR
  LiteGraph.NODE_SELECTED_TITLE_COLOR = '#123456'
  const side = () => (inputNode as never as { sideStrokeStyle: unknown }).sideStrokeStyle
  const texts: unknown[] = []
  const { ctx } = harness.canvas
  const { fillText } = ctx
  ctx.fillText = (text: string) => void texts.push([text, ctx.fillStyle])
  expect(side()).toBe(LiteGraph.NODE_TEXT_COLOR)
  inputNode.isPointerOver = true
  input(0).isPointerOver = true
  harness.canvas.draw(true, true)
  expect(side()).toBe('#123456')
  expect(texts).toContainEqual(['width', '#123456'])
  ctx.fillText = fillText
  LiteGraph.NODE_SELECTED_TITLE_COLOR = before
})

describe('a double press on a slot of the border', () => {
  const getEditor = () => document.querySelector<HTMLInputElement>('.canvas-title-editor')
  function press(border: Border, { 0: canvasX, 1: canvasY }: ArrayLike<number>): void {
    const { pointer, linkConnector } = harness.canvas
    border.onPointerDown({ button: 0, canvasX, canvasY } as never, pointer, linkConnector)
    pointer.onDoubleClick?.({} as never)
    pointer.reset()
  }
  type Border = Subgraph['inputNode'] | Subgraph['outputNode']

  it('renames it on every instance, in one step', () => {
    press(subgraph().inputNode, input(0).pos)
    const editor = getEditor()!
    expect(editor.value).toBe('width')
    editor.value = 'Breadth'
    editor.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    harness.clock.runDue()
    expect([instance(20), instance(21)].map(({ inputs }) => inputs[0]!.label)).toEqual([
      'Breadth',
      'Breadth'
    ])
    harness.room.undo(id)
    expect(instance(21).inputs[0]!.label).toBeUndefined()
    expect(getEditor()).toBeNull()
  })

  it('does nothing on the free slot; the field goes when its slot does', () => {
    press(subgraph().outputNode, output(1).pos)
    expect(getEditor()).toBeNull()
    press(subgraph().outputNode, output(0).pos)
    expect(getEditor()).not.toBeNull()
    subgraph().removeOutput(output(0) as never)
    harness.canvas.draw(true, true)
    expect(getEditor()).toBeNull()
  })
})
