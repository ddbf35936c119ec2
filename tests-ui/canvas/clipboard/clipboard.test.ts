import type { LGraph, LGraphNode, SubgraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromClipboardHtml, readCopied, toClipboardHtml } from '@/canvas/clipboard/copiedItems'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { makeDocument, makeNested, makeNode, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
let pasted: { readonly documents: unknown[]; readonly files: File[] }

beforeEach(async () => {
  localStorage.clear()
  pasted = { documents: [], files: [] }
  harness = await createRoomHarness({
    onDocumentPasted: (document) => void pasted.documents.push(document),
    onFilesPasted: (files) => void pasted.files.push(...files)
  })
})
afterEach(() => harness.dispose())

const graphOf = (id: WorkflowId) => harness.room.getGraph(id)!
const nodeOf = (id: WorkflowId, nodeId: number) => graphOf(id).getNodeById(nodeId)!
const select = (...nodes: LGraphNode[]) => harness.canvas.selectItems(nodes)
const selected = () => [...harness.canvas.selectedItems] as LGraphNode[]

/** The system's clipboard as one event shows it. */
function makeData(content: Readonly<Record<string, string>> = {}, files: readonly File[] = []) {
  const held = new Map(Object.entries(content))
  return {
    held,
    files,
    getData: (type: string) => held.get(type) ?? '',
    setData: (type: string, value: string) => void held.set(type, value)
  }
}

function fire(type: string, data = makeData(), target: EventTarget = document.body) {
  const event = new Event(type, { bubbles: true, cancelable: true })
  Object.assign(event, { clipboardData: data })
  target.dispatchEvent(event)
  harness.clock.runDue()
  return { data, isTaken: event.defaultPrevented }
}

const pressV = (shiftKey: boolean) =>
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'V', ctrlKey: true, shiftKey }))

describe('copy and paste', () => {
  it('carry nodes, values and the links among them into another tab, as one step', async () => {
    const first = await harness.open('a', makeTextToImage())
    select(nodeOf(first, 3), nodeOf(first, 6), nodeOf(first, 4))
    const { data, isTaken } = fire('copy')
    expect(isTaken).toBe(true)
    const second = await harness.open('b', makeDocument([makeNode(1, 'VAEDecode')]))
    fire('paste', data)
    const copies = selected()
    expect(copies.map(({ type }) => type).toSorted()).toEqual([
      'CLIPTextEncode',
      'CheckpointLoaderSimple',
      'KSampler'
    ])
    const sampler = copies.find(({ type }) => type === 'KSampler')!
    expect(getWidgets(sampler)[0]!.value).toBe(7)
    expect(sampler.getInputNode(1)).toBe(copies.find(({ type }) => type === 'CLIPTextEncode'))
    expect(sampler.inputs[2]!.link).toBeNull()
    expect(graphOf(first)._nodes).toHaveLength(7)
    expect(harness.edits).toEqual(['b'])
    harness.room.undo(second)
    expect(graphOf(second)._nodes).toHaveLength(1)
  })

  it('work from another browser: the system’s clipboard alone holds what is needed', async () => {
    const id = await harness.open('a', makeTextToImage())
    select(nodeOf(id, 5))
    const { data } = fire('copy')
    localStorage.clear()
    fire('paste', data)
    expect(selected().map(({ type }) => type)).toEqual(['EmptyLatentImage'])
  })

  it('with Shift link the copies to what the originals are fed by', async () => {
    const id = await harness.open('a', makeTextToImage())
    select(nodeOf(id, 3))
    fire('copy')
    pressV(true)
    // Browsers leave the markup out then.
    fire('paste', makeData({ 'text/plain': '' }))
    const [copy] = selected()
    expect(copy!.getInputNode(0)).toBe(nodeOf(id, 4))
    expect(copy!.getInputNode(3)).toBe(nodeOf(id, 5))
    pressV(false)
    fire('paste')
    expect(selected()[0]!.inputs.every(({ link }) => link === null)).toBe(true)
  })

  it('cut takes the nodes away, in one step', async () => {
    const id = await harness.open('a', makeTextToImage())
    select(nodeOf(id, 9))
    const { data } = fire('cut')
    expect(graphOf(id)._nodes).toHaveLength(6)
    expect(harness.edits).toEqual(['a'])
    fire('paste', data)
    expect(graphOf(id)._nodes).toHaveLength(7)
  })

  it('leave text fields, dialogs and an empty selection to the browser', async () => {
    const id = await harness.open('a', makeTextToImage())
    const field = document.createElement('textarea')
    document.body.append(field)
    expect(fire('copy').isTaken).toBe(false)
    select(nodeOf(id, 9))
    for (const type of ['copy', 'cut', 'paste'])
      expect(fire(type, makeData(), field).isTaken).toBe(false)
    expect(graphOf(id)._nodes).toHaveLength(7)
    field.remove()
  })

  it('a pasted text that is JSON is opened as a document, another is none', async () => {
    await harness.open('a', makeTextToImage())
    fire('paste', makeData({ 'text/plain': ' {"nodes": [], "links": []}' }))
    fire('paste', makeData({ 'text/plain': 'hello' }))
    expect(pasted.documents).toEqual([{ nodes: [], links: [] }])
  })

  it('a pasted picture goes into the selected loader, else into a new one', async () => {
    const id = await harness.open('a', makeTextToImage())
    const picture = new File(['x'], 'cat.png', { type: 'image/png' })
    fire('paste', makeData({}, [picture]))
    const [loader] = selected()
    expect(loader!.type).toBe('LoadImage')
    const getImage = () => getWidgets(loader!)[0]!.value
    await vi.waitFor(() => expect(getImage()).toBe('cat.png'))
    fire('paste', makeData({}, [new File(['y'], 'dog.png', { type: 'image/png' })]))
    await vi.waitFor(() => expect(getImage()).toBe('dog.png'))
    expect(graphOf(id)._nodes).toHaveLength(8)
    fire('paste', makeData({}, [new File(['{}'], 'a.json', { type: 'application/json' })]))
    expect(pasted.files.map(({ name }) => name)).toEqual(['a.json'])
  })

  it('a pasted picture and its node are one step, whatever is done while it is on its way', async () => {
    const id = await harness.open('a', makeTextToImage())
    const getImage = (nodeId: number) => getWidgets(nodeOf(id, nodeId))[0]!.value
    const before = harness.room.graphs.serializeGraph(id).nodes
    fire('paste', makeData({}, [new File(['x'], 'cat.png', { type: 'image/png' })]))
    const loader = Number(selected()[0]!.id)
    // A press beside it, and an edit.
    harness.endGesture()
    nodeOf(id, 3).title = 'Edited'
    graphOf(id).afterChange()
    harness.clock.runDue()
    expect(getImage(loader)).not.toBe('cat.png')
    await vi.waitFor(() => expect(getImage(loader)).toBe('cat.png'))
    harness.endGesture()
    harness.room.undo(id)
    expect(nodeOf(id, 3).title).not.toBe('Edited')
    expect(getImage(loader)).toBe('cat.png')
    harness.room.undo(id)
    expect(harness.room.graphs.serializeGraph(id).nodes).toEqual(before)
    harness.room.redo(id)
    expect(getImage(loader)).toBe('cat.png')
    harness.room.redo(id)
    expect([getImage(loader), nodeOf(id, 3).title]).toEqual(['cat.png', 'Edited'])
  })

  it('a pasted drawing that no loader reads is left to what opens files', async () => {
    const id = await harness.open('a', makeTextToImage())
    const before = graphOf(id)._nodes.length
    fire('paste', makeData({}, [new File(['<svg/>'], 'a.svg', { type: 'image/svg+xml' })]))
    expect(pasted.files.map(({ name }) => name)).toEqual(['a.svg'])
    expect([graphOf(id)._nodes.length, harness.uploads]).toEqual([before, []])
  })

  it('hostile markup and nonsense paste nothing and harm nothing', async () => {
    const id = await harness.open('a', makeTextToImage())
    const hostile = ['{', '[]', '{"nodes": [null, {"pos": null}]}', '{"nodes": {}}']
    for (const text of hostile) {
      localStorage.setItem('litegrapheditor_clipboard', text)
      expect(() => fire('paste')).not.toThrow()
      expect(readCopied(fromClipboardHtml(toClipboardHtml(text)))).toBeNull()
    }
    expect(fromClipboardHtml('<span data-metadata="%%%"></span>')).toBeNull()
    expect(fromClipboardHtml('<p>hello</p>')).toBeNull()
    expect(graphOf(id)._nodes).toHaveLength(7)
  })

  it('texts of all languages come through', () => {
    expect(fromClipboardHtml(toClipboardHtml('{"a":"灯台 🗼 ü"}'))).toBe('{"a":"灯台 🗼 ü"}')
  })
})

describe('copied subgraphs', () => {
  it('are definitions of their own, in the tab where they are pasted', async () => {
    const first = await harness.open('a', makeNested())
    select(nodeOf(first, 20))
    const { data } = fire('copy')
    const second = await harness.open('b', makeDocument([]))
    fire('paste', data)
    const [copy] = selected() as unknown as SubgraphNode[]
    expect(copy!.subgraph.rootGraph).toBe(graphOf(second))
    expect([...graphOf(second).subgraphs.keys()]).toContain(copy!.subgraph.id)
    expect(copy!.subgraph.id).not.toBe((nodeOf(first, 20) as unknown as SubgraphNode).subgraph.id)
    const inner = (graph: SubgraphNode) => graph.subgraph._nodes.map(({ type }) => type)
    expect(inner(copy!)).toEqual(inner(nodeOf(first, 20) as unknown as SubgraphNode))
  })

  it('bring what is nested in them along', async () => {
    const first = await harness.open('a', makeNested())
    const outer = nodeOf(first, 20) as unknown as SubgraphNode
    const { subgraph: made } = outer.subgraph.convertToSubgraph(new Set(outer.subgraph._nodes))
    select(nodeOf(first, 20))
    const { data } = fire('copy')
    const second = await harness.open('b', makeDocument([]))
    fire('paste', data)
    const [copy] = selected() as unknown as SubgraphNode[]
    const nested = copy!.subgraph._nodes[0] as unknown as SubgraphNode
    expect(nested.subgraph.rootGraph).toBe(graphOf(second))
    expect(nested.subgraph).not.toBe(made)
    expect(nested.subgraph._nodes).toHaveLength(made._nodes.length)
    const { workflow } = { workflow: harness.room.graphs.serializeGraph(second) }
    const { subgraphs } = workflow.definitions as { subgraphs: unknown[] }
    expect(subgraphs).toHaveLength(2)
  })

  it('have inner nodes of their own ids, also when they are pasted beside the original', async () => {
    const id = await harness.open('a', makeNested())
    const original = nodeOf(id, 20) as unknown as SubgraphNode
    original.properties.proxyWidgets = original.subgraph._nodes.map((node) => [`${node.id}`, 'any'])
    select(nodeOf(id, 20))
    fire('paste', fire('copy').data)
    const [copy] = selected() as unknown as SubgraphNode[]
    const list = (graph: LGraph) => graph._nodes.map((node) => Number(node.id))
    const all = [graphOf(id), original.subgraph, copy!.subgraph].flatMap(list)
    expect(new Set(all).size).toBe(all.length)
    // What is shown of an inner node on the instance is that of its own one.
    const proxies = (node: SubgraphNode) =>
      (node.properties.proxyWidgets as [string, string][]).map(([inner, name]) => [
        list(node.subgraph).indexOf(Number(inner)),
        name
      ])
    expect(proxies(copy!).length).toBeGreaterThan(0)
    expect(proxies(copy!)).toEqual(proxies(original))
  })

  it('that are nested in another copied one too keep their own parts, through undo and redo', async () => {
    const first = await harness.open('a', makeNested([20, 21]))
    const outer = nodeOf(first, 21) as unknown as SubgraphNode
    const { subgraph: around } = graphOf(first).convertToSubgraph(new Set([outer]))
    const original = nodeOf(first, 20) as unknown as SubgraphNode
    original.properties.proxyWidgets = original.subgraph._nodes.map((node) => [`${node.id}`, 'any'])
    const wrapper = graphOf(first)._nodes.find(({ type }) => type === around.id)!
    select(nodeOf(first, 20), wrapper)
    const { data } = fire('copy')
    for (const id of [first, await harness.open('b', makeDocument([]))]) {
      harness.show(id)
      fire('paste', data)
      const pasted = selected() as unknown as SubgraphNode[]
      const copy = pasted.find(({ properties }) => properties.proxyWidgets)!
      const inner = copy.subgraph._nodes.map((node) => `${node.id}`)
      expect((copy.properties.proxyWidgets as [string][]).map(([node]) => node)).toEqual(inner)
      const read = () =>
        [...graphOf(id).subgraphs.values()].map((graph) => graph._nodes.map((node) => node.id))
      const before = read()
      expect(harness.room.undo(id)).toBe(true)
      expect(harness.room.redo(id)).toBe(true)
      expect(read()).toEqual(before)
    }
  })
})
