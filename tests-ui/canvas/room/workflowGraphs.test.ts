import type { LGraphNode, Subgraph } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { uploadInto } from '@/canvas/widgets/uploadWidgets'
import { getWidgets } from '@/canvas/widgets/widget'
import { DocumentError } from '@/domain/documentError'
import type { WorkflowId } from '@/domain/ids'
import { toExecutionId, toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import {
  makeDocument,
  makeNested,
  makeNode,
  makeTextToImage,
  SUBGRAPH_ID
} from '../../harness/canvasDocuments'
import { makeDefinition, makeDefinitions } from '../../harness/canvasDefinitions'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

const inner = (id: number) => toNodeLocatorId(`${SUBGRAPH_ID}:${id}`)

describe('opening', () => {
  it('no document gives an empty graph', async () => {
    const id = await harness.open('a', null)
    expect(harness.room.getGraph(id)!._nodes).toEqual([])
    expect(await harness.room.graphs.openGraph(id, null)).toEqual({
      repairs: [],
      missingNodeTypes: []
    })
  })

  it('tells what it mended', async () => {
    const id = toWorkflowId('a')
    const report = await harness.room.graphs.openGraph(id, {
      ...makeTextToImage(),
      links: [...(makeTextToImage().links as unknown[]), [99, 77, 0, 3, 0, 'MODEL']]
    } as never)
    expect(report.repairs).toEqual(['1 broken link was removed.'])
  })

  it('a refused document changes nothing, on the canvas or off it', async () => {
    const id = await harness.open('a', makeTextToImage())
    const before = harness.room.getGraph(id)
    await expect(harness.room.graphs.openGraph(id, { x: 1 } as never)).rejects.toThrow(
      DocumentError
    )
    expect(harness.room.getGraph(id)).toBe(before)
    expect(harness.canvas.graph).toBe(before)
    const other = toWorkflowId('b')
    await expect(harness.room.graphs.openGraph(other, [] as never)).rejects.toThrow(DocumentError)
    expect(harness.room.getGraph(other)).toBeNull()
  })

  it('another document of the same tab takes the place of the first, on the canvas too', async () => {
    const id = await harness.open('a', makeTextToImage())
    const removed: unknown[] = []
    harness.room.getGraph(id)!.getNodeById(3)!.onRemoved = () => void removed.push(3)
    await harness.room.graphs.openGraph(id, makeDocument([makeNode(1, 'Note')]))
    expect(harness.canvas.graph).toBe(harness.room.getGraph(id))
    expect(harness.canvas.graph!._nodes).toHaveLength(1)
    expect(removed).toEqual([3])
  })

  it('every workflow has a graph of its own, and the same file another id in another tab', async () => {
    const first = await harness.open('a', makeTextToImage({ id: 'file' }))
    const second = await harness.open('b', makeTextToImage({ id: 'file' }))
    const [one, other] = [first, second].map((id) => harness.room.getGraph(id)!)
    expect(one).not.toBe(other)
    expect(one!.id).toBe('file')
    expect(other!.id).not.toBe('file')
    expect(harness.room.graphs.serializeGraph(second).id).toBe('file')
    harness.room.graphs.closeGraph(first)
    expect(other!.id).toBe(harness.room.getGraph(second)!.id)
  })

  it('a node whose pack fails while it is read costs neither the document nor its own place', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const id = toWorkflowId('a')
    const nodeClass = LiteGraph.registered_node_types.VAEDecode! as { prototype: LGraphNode }
    nodeClass.prototype.onConfigure = () => {
      throw new Error('pack')
    }
    try {
      const report = await harness.room.graphs.openGraph(id, makeTextToImage())
      expect(report.repairs).toEqual(['Node 8 (VAEDecode) could not be read in full.'])
      expect(harness.room.getGraph(id)!._nodes).toHaveLength(7)
      const { output } = await harness.room.graphs.takeSnapshot(id)
      expect(output['8']!.inputs).toEqual({ samples: ['3', 0], vae: ['4', 2] })
    } finally {
      delete nodeClass.prototype.onConfigure
      said.mockRestore()
    }
  })

  it('packs hear of each root graph before the document is in it', async () => {
    const sizes: number[] = []
    const stop = harness.room.onGraphMade((graph) => void sizes.push(graph._nodes.length))
    await harness.open('a', makeTextToImage())
    stop()
    await harness.open('b', makeTextToImage())
    expect(sizes).toEqual([0])
  })
})

describe('closing', () => {
  it('tells every node, those in subgraphs too, and what is left on the canvas is empty', async () => {
    const id = await harness.open('a', makeNested())
    const graph = harness.room.getGraph(id)!
    const removed: unknown[] = []
    const instance = graph.getNodeById(20) as unknown as { subgraph: Subgraph }
    for (const node of [...graph._nodes, ...instance.subgraph._nodes])
      node.onRemoved = () => void removed.push(node.id)
    harness.room.graphs.closeGraph(id)
    expect(removed.sort()).toEqual([20, 30, 31, 50])
    expect(harness.room.getGraph(id)).toBeNull()
    expect(harness.canvas.graph!._nodes).toEqual([])
    expect(() => harness.room.graphs.serializeGraph(id)).toThrow('not open')
    await expect(harness.room.graphs.takeSnapshot(id)).rejects.toThrow('not open')
  })

  it('one that was never open, or is closed already, is no fault', async () => {
    harness.room.graphs.closeGraph(toWorkflowId('nobody'))
    harness.room.graphs.showGraph(toWorkflowId('nobody'))
    harness.room.graphs.notifyExecuted(toWorkflowId('nobody'), toNodeLocatorId('1'), {})
    harness.room.graphs.applyControlledValues(toWorkflowId('nobody'), [])
    expect(harness.room.graphs.revealNode(toWorkflowId('nobody'), toNodeLocatorId('1'))).toBe(false)
    expect(harness.room.undo(toWorkflowId('nobody'))).toBe(false)
  })
})

describe('revealing a node', () => {
  it('brings it into view and selects it', async () => {
    const id = await harness.open('a', makeTextToImage())
    await harness.open('b', null)
    harness.canvas.ds.offset = [1e5, 1e5]
    expect(harness.room.graphs.revealNode(id, toNodeLocatorId('9'))).toBe(true)
    const { canvas } = harness
    expect([...canvas.selectedItems].map((item) => item.id)).toEqual([9])
    canvas.draw(true, true)
    expect(canvas.visible_nodes.map((node) => node.id)).toContain(9)
  })

  it('opens the subgraphs around it', async () => {
    const id = await harness.open('a', makeNested())
    expect(harness.room.graphs.revealNode(id, inner(31))).toBe(true)
    expect(harness.canvas.graph!.id).toBe(SUBGRAPH_ID)
    expect(harness.room.path.value.map(({ title }) => title)).toEqual(['Inside'])
    expect([...harness.canvas.selectedItems].map((item) => item.id)).toEqual([31])
  })

  it('says when it is not there', async () => {
    const id = await harness.open('a', makeNested())
    expect(harness.room.graphs.revealNode(id, inner(99))).toBe(false)
    expect(harness.room.graphs.revealNode(id, toNodeLocatorId('nowhere:3'))).toBe(false)
    expect(harness.canvas.graph).toBe(harness.room.getGraph(id))
  })
})

describe('results told to nodes', () => {
  it('[B45] reach the node on its own live graph at once, in front or not', async () => {
    const first = await harness.open('a', makeTextToImage())
    const second = await harness.open('b', makeTextToImage())
    const heard: unknown[] = []
    for (const id of [first, second])
      (
        harness.room.getGraph(id)!.getNodeById(9) as LGraphNode & { onExecuted?: unknown }
      ).onExecuted = (output: unknown) => void heard.push([id, output])
    harness.room.graphs.notifyExecuted(first, toNodeLocatorId('9'), { images: [] })
    expect(heard).toEqual([['a', { images: [] }]])
  })

  it('[B45] and the node inside a subgraph; a pack that fails is reported', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const id = await harness.open('a', makeNested())
    const { subgraph } = harness.room.getGraph(id)!.getNodeById(20) as unknown as {
      subgraph: Subgraph
    }
    ;(subgraph.getNodeById(31) as LGraphNode & { onExecuted?: unknown }).onExecuted = () => {
      throw new Error('pack')
    }
    harness.room.graphs.notifyExecuted(id, inner(31), {})
    expect(said.mock.calls[0]![0]).toBe('Node 31 (ImageInvert) failed to take its result.')
    said.mockRestore()
  })
})

describe('the component that holds the canvas', () => {
  it('may come after the workflows, and again', async () => {
    const bare = await createRoomHarness({ isMounted: false })
    const id = await bare.open('a', makeTextToImage())
    expect(bare.room.canvas.value).toBeNull()
    const attach = () => {
      const holder = document.createElement('div')
      const element = document.createElement('canvas')
      const overlay = document.createElement('div')
      holder.append(element, overlay)
      document.body.append(holder)
      return { overlay, stop: bare.room.mount(element, overlay) }
    }
    const first = attach()
    expect(bare.canvas.graph).toBe(bare.room.getGraph(id))
    bare.canvas.ds.scale = 0.4
    first.stop()
    expect(first.overlay.childElementCount).toBe(0)
    expect(bare.room.canvas.value).toBeNull()
    expect(bare.frames.pending).toBe(0)
    const second = attach()
    first.stop()
    expect(bare.canvas.graph).toBe(bare.room.getGraph(id))
    expect(bare.canvas.ds.scale).toBe(0.4)
    second.stop()
    bare.dispose()
  })

  it('leaves no timer and no frame behind', async () => {
    await harness.open('a', makeTextToImage())
    harness.canvas.setDirty(true, true)
    harness.room.getGraph(toWorkflowId('a'))!.afterChange()
    expect(harness.clock.pending + harness.frames.pending).toBeGreaterThan(0)
    harness.dispose()
    expect(harness.clock.pending).toBe(0)
    expect(harness.frames.pending).toBe(0)
  })
})

describe('saving', () => {
  const isModified = (id: WorkflowId) => harness.stores.workflows.getWorkflow(id)!.isModified

  it('saves what is only looked at, before or while the server is at it', async () => {
    const id = await harness.open('a', makeNested([20, 21]))
    const graph = harness.room.getGraph(id)!
    harness.canvas.openSubgraph(graph.subgraphs.get(SUBGRAPH_ID)!)
    harness.canvas.bringToFront(harness.canvas.graph!.nodes[0]!)
    const saving = harness.room.graphs.prepareSave(id)
    harness.room.openCrumb(-1)
    harness.canvas.bringToFront(graph.getNodeById(20)!)
    harness.canvas.ds.offset = [40, 40]
    harness.frames.frame()
    expect(saving.markSaved()).toBe(true)
  })

  it('saves what comes about without the user, before or while the server is at it', async () => {
    const id = await harness.open('a', makeTextToImage())
    const [seed, control] = getWidgets(harness.room.getGraph(id)!.getNodeById(3)!)
    // As a pack writes.
    control!.value = 'increment'
    const saving = harness.room.graphs.prepareSave(id)
    const targets = [{ executionId: toExecutionId('3'), inputName: 'seed' }]
    harness.room.graphs.applyControlledValues(id, [{ targets, value: 77 }])
    expect(seed!.value).toBe(77)
    expect(saving.markSaved()).toBe(true)
  })

  it('leaves an edit meanwhile unsaved until it is undone, and another document that took the place', async () => {
    const id = await harness.open('a', makeNested([20, 21]))
    const graph = harness.room.getGraph(id)!
    const saving = harness.room.graphs.prepareSave(id)
    graph.getNodeById(20)!.pos = [1, 1]
    graph.afterChange()
    expect(saving.markSaved()).toBe(false)
    expect(isModified(id)).toBe(true)
    harness.room.undo(id)
    expect(isModified(id)).toBe(false)
    await harness.room.graphs.openGraph(id, makeTextToImage())
    expect(saving.markSaved()).toBe(false)
  })
})

describe('files dropped onto a node or chosen for it', () => {
  it('are uploaded and become its value', async () => {
    const id = await harness.open('a', makeDocument([makeNode(1, 'LoadImage')]))
    const node = harness.room.getGraph(id)!.getNodeById(1)!
    harness.canvas.draw(true, true)
    const file = new File(['x'], 'photo.png', { type: 'image/png' })
    const drop = new MouseEvent('drop', { cancelable: true, clientX: 0, clientY: 0 })
    const [x, y] = harness.canvas.ds.convertOffsetToCanvas([node.pos[0] + 20, node.pos[1] + 20])
    Object.defineProperties(drop, {
      clientX: { value: x },
      clientY: { value: y },
      dataTransfer: { value: { files: [file] } }
    })
    harness.element!.dispatchEvent(drop)
    expect(drop.defaultPrevented).toBe(true)
    await vi.waitFor(() => expect(getWidgets(node)[0]!.value).toBe('photo.png'))
    expect(harness.uploads).toEqual([file])
    harness.clock.advance(500)
    expect(harness.edits).toEqual(['a'])
  })

  it('go into the folder that the list is of, and say so if that is not the input; some lists hold several', async () => {
    const { nodeDefs } = harness.stores
    const one = makeDefinition('One', {
      file: ['COMBO', { options: [], image_upload: true, image_folder: 'output' }]
    })
    const many = makeDefinition('Many', {
      file: ['COMBO', { options: [], video_upload: true, allow_batch: true }]
    })
    nodeDefs.applyDefinitions({ ...nodeDefs.definitions, ...makeDefinitions(one, many) })
    await harness.room.registerDefinitions(nodeDefs.definitions)
    await harness.open('a', makeDocument([makeNode(1, 'One'), makeNode(2, 'Many')]))
    const [first, second] = harness.canvas.graph!.nodes
    const file = (name: string, type: string) => new File(['x'], name, { type })
    await uploadInto(first!, 'file', [file('a.png', 'image/png'), file('b.png', 'image/png')])
    expect(getWidgets(first!)[0]!.value).toBe('a.png [output]')
    await uploadInto(second!, 'file', [file('a.mp4', 'video/mp4'), file('b.mp4', 'video/mp4')])
    expect(getWidgets(second!)[0]!.value).toEqual(['a.mp4', 'b.mp4'])
    expect(harness.uploadPlaces).toEqual(['output:/a.png', 'input:/a.mp4', 'input:/b.mp4'])
  })

  it('of a kind that the server’s loader can’t read are refused in words, unless a pack takes them', async () => {
    const id = await harness.open('a', makeDocument([makeNode(1, 'LoadImage')]))
    const node = harness.room.getGraph(id)!.getNodeById(1)!
    const before = getWidgets(node)[0]!.value
    const drawing = new File(['<svg/>'], 'a.svg', { type: 'image/svg+xml' })
    await expect(harness.room.graphs.placeMedia(drawing, false)).rejects.toThrow('image/svg+xml')
    expect(harness.room.getGraph(id)!.nodes).toHaveLength(1)
    expect(await uploadInto(node, 'image', [drawing])).toBe(false)
    expect(harness.notices).toEqual(['“a.svg” could not be uploaded'])
    expect([getWidgets(node)[0]!.value, harness.uploads]).toEqual([before, []])
    const taken: File[] = []
    Object.assign(node, { pasteFile: (file: File) => taken.push(file) > 0 })
    harness.canvas.selectItems([node])
    expect(await harness.room.graphs.placeMedia(drawing, false)).toBe(true)
    expect(taken).toEqual([drawing])
  })

  it('put onto the canvas one right after the other are a step each', async () => {
    const id = await harness.open('a', makeDocument([makeNode(1, 'LoadImage')]))
    const picture = (name: string) => new File(['x'], name, { type: 'image/png' })
    for (const name of ['a.png', 'b.png'])
      expect(await harness.room.graphs.placeMedia(picture(name), true)).toBe(true)
    const countNodes = () => harness.room.getGraph(id)!.nodes.length
    expect(countNodes()).toBe(3)
    for (const left of [2, 1]) {
      harness.room.undo(id)
      expect(countNodes()).toBe(left)
    }
  })

  it('a drop beside every node is left to the page', async () => {
    await harness.open('a', makeDocument([makeNode(1, 'LoadImage')]))
    const drop = new MouseEvent('drop', { cancelable: true, clientX: 1190, clientY: 790 })
    harness.element!.dispatchEvent(drop)
    expect(drop.defaultPrevented).toBe(false)
  })
})
