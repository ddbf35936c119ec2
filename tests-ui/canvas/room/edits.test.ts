import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { toNodeLocatorId } from '@/domain/ids'
import { makePromptId } from '../../builders/promptJobs'
import { makeNested, makeNode, makeDocument, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

const marks = (id: WorkflowId) => {
  const { isModified, isPristine } = harness.stores.workflows.getWorkflow(id)!
  return { isModified, isPristine }
}
const nodeOf = (id: WorkflowId, nodeId: number) => harness.room.getGraph(id)!.getNodeById(nodeId)!
const seedOf = (id: WorkflowId) => getWidgets(nodeOf(id, 3))[0]!.value

function press(target: EventTarget = window): void {
  target.dispatchEvent(new Event('pointerdown', { bubbles: true }))
}
function release(target: EventTarget = window): void {
  target.dispatchEvent(new Event('pointerup', { bubbles: true }))
  harness.clock.runDue()
}

/** As a number field does when the user sets it. */
function setSeed(id: WorkflowId, value: number): void {
  const node = nodeOf(id, 3)
  const [widget] = getWidgets(node)
  const setter = widget as unknown as { setValue(value: number, options: object): void }
  setter.setValue(value, { e: {}, node, canvas: harness.canvas })
}

function move(id: WorkflowId, nodeId: number, x: number): void {
  press()
  const node = nodeOf(id, nodeId)
  harness.room.getGraph(id)!.beforeChange(node)
  node.pos = [x, 0]
  harness.room.getGraph(id)!.afterChange(node)
  release()
}

describe('what counts as an edit', () => {
  it('opening, showing, looking around, selecting and running are none', async () => {
    const first = await harness.open('a', makeTextToImage())
    const second = await harness.open('b', makeNested())
    press()
    harness.canvas.ds.offset = [9, 9]
    harness.canvas.ds.scale = 0.5
    harness.canvas.selectNode(nodeOf(second, 20))
    release()
    harness.canvas.openSubgraph(
      (
        nodeOf(second, 20) as unknown as {
          subgraph: Parameters<typeof harness.canvas.openSubgraph>[0]
        }
      ).subgraph
    )
    press()
    harness.canvas.ds.offset = [1, 1]
    release()
    harness.show(first)
    await harness.room.graphs.takeSnapshot(first)
    harness.canvas.draw(true, true)
    press()
    release()
    harness.clock.advance(10_000)
    expect(harness.edits).toEqual([])
    expect(marks(first).isModified).toBe(false)
    expect(marks(second).isModified).toBe(false)
    expect(harness.room.undo(second)).toBe(false)
  })

  it('a moved node is one, once the gesture is over, and of its workflow only', async () => {
    const first = await harness.open('a', makeTextToImage())
    const second = await harness.open('b', makeTextToImage())
    harness.stores.workflows.patchWorkflow(second, { isPristine: true })
    press()
    const graph = harness.room.getGraph(second)!
    for (let x = 0; x < 20; x++) {
      graph.beforeChange()
      nodeOf(second, 3).pos = [x, 0]
      graph.afterChange()
    }
    harness.clock.advance(1_000)
    expect(harness.edits).toEqual([])
    release()
    expect(harness.edits).toEqual(['b'])
    expect(marks(second)).toEqual({ isModified: true, isPristine: false })
    expect(marks(first).isModified).toBe(false)
    expect(harness.room.undo(second)).toBe(true)
    expect(nodeOf(second, 3).pos[0]).toBe(900)
    expect(harness.room.undo(second)).toBe(false)
  })

  it('a value is one, and typing without a pause a single one', async () => {
    const id = await harness.open('a', makeTextToImage())
    const widget = getWidgets(nodeOf(id, 6))[0]!
    for (const text of ['h', 'he', 'hel']) {
      const area = widget.inputEl as HTMLTextAreaElement
      area.value = text
      area.dispatchEvent(new Event('input'))
      harness.clock.advance(100)
    }
    expect(harness.edits).toEqual([])
    harness.clock.advance(500)
    expect(harness.edits).toEqual(['a'])
    expect(harness.room.undo(id)).toBe(true)
    expect(getWidgets(nodeOf(id, 6))[0]!.value).toBe('a lighthouse')
  })

  it('a value that was just typed, and the drag after it, are two', async () => {
    const id = await harness.open('a', makeTextToImage())
    const area = getWidgets(nodeOf(id, 6))[0]!.inputEl as HTMLTextAreaElement
    area.value = 'a bridge'
    area.dispatchEvent(new Event('input'))
    // A second finger belongs to the same gesture.
    for (const x of [5, 9]) {
      press()
      harness.room.getGraph(id)!.beforeChange()
      nodeOf(id, 3).pos = [x, x]
      harness.room.getGraph(id)!.afterChange()
    }
    release()
    expect(harness.edits).toEqual(['a', 'a'])
    harness.room.undo(id)
    expect(nodeOf(id, 3).pos[0]).toBe(900)
    expect(getWidgets(nodeOf(id, 6))[0]!.value).toBe('a bridge')
    harness.room.undo(id)
    expect(getWidgets(nodeOf(id, 6))[0]!.value).toBe('a lighthouse')
  })

  it('a link, a new node, a removed node and a collapsed one are edits', async () => {
    const id = await harness.open('a', makeTextToImage())
    const graph = harness.room.getGraph(id)!
    const edits = [
      () => nodeOf(id, 3).disconnectInput(0),
      () => nodeOf(id, 4).connect(0, nodeOf(id, 3), 0),
      () => graph.add(LiteGraph.createNode('VAEDecode')!),
      () => graph.remove(nodeOf(id, 9)),
      () => nodeOf(id, 5).collapse()
    ]
    for (const [index, edit] of edits.entries()) {
      press()
      edit()
      release()
      expect(harness.edits).toHaveLength(index + 1)
    }
    for (let steps = edits.length; steps > 0; steps--) expect(harness.room.undo(id)).toBe(true)
    expect(marks(id).isModified).toBe(false)
  })

  it('what a menu or a dialog changes without a word is one', async () => {
    const id = await harness.open('a', makeTextToImage())
    const dialog = document.createElement('div')
    dialog.className = 'graphdialog'
    const input = document.createElement('input')
    dialog.append(input)
    document.body.append(dialog)
    input.addEventListener('keydown', () => (nodeOf(id, 3).title = 'Renamed'))
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    harness.clock.runDue()
    dialog.remove()
    expect(harness.edits).toEqual(['a'])
    harness.room.undo(id)
    expect(nodeOf(id, 3).title).toBe('KSampler')
  })

  it('a pack that writes while it reads a document makes no edit', async () => {
    await harness.open('a', makeNested())
    harness.clock.advance(10_000)
    expect(harness.edits).toEqual([])
  })
})

describe('undo and redo', () => {
  it('go step by step, back to the saved state and forth again', async () => {
    const id = await harness.open('a', makeTextToImage())
    for (const seed of [1, 2, 3]) {
      setSeed(id, seed)
      harness.clock.advance(500)
    }
    expect(harness.room.undo(id)).toBe(true)
    expect(seedOf(id)).toBe(2)
    harness.room.undo(id)
    expect(marks(id).isModified).toBe(true)
    harness.room.undo(id)
    expect([seedOf(id), marks(id).isModified]).toEqual([7, false])
    expect(harness.room.undo(id)).toBe(false)
    for (let step = 0; step < 3; step++) expect(harness.room.redo(id)).toBe(true)
    expect(seedOf(id)).toBe(3)
    expect(harness.room.redo(id)).toBe(false)
  })

  it('a new edit ends what could be made again', async () => {
    const id = await harness.open('a', makeTextToImage())
    setSeed(id, 1)
    harness.clock.advance(500)
    harness.room.undo(id)
    setSeed(id, 9)
    harness.clock.advance(500)
    expect(harness.room.redo(id)).toBe(false)
    expect(seedOf(id)).toBe(9)
  })

  it('an unfinished edit is a step of its own before it is undone', async () => {
    const id = await harness.open('a', makeTextToImage())
    setSeed(id, 5)
    expect(harness.room.undo(id)).toBe(true)
    expect(seedOf(id)).toBe(7)
    harness.room.redo(id)
    expect(seedOf(id)).toBe(5)
  })

  it('saving moves the state that counts as saved', async () => {
    const id = await harness.open('a', makeTextToImage())
    setSeed(id, 1)
    harness.clock.advance(500)
    harness.stores.workflows.patchWorkflow(id, { isModified: false })
    harness.room.undo(id)
    expect(marks(id).isModified).toBe(true)
    harness.room.redo(id)
    expect(marks(id).isModified).toBe(false)
  })

  it('leave the view, the selection and the graph’s id as they are', async () => {
    const id = await harness.open('a', makeTextToImage())
    move(id, 3, 5)
    const { canvas } = harness
    canvas.ds.scale = 0.6
    canvas.ds.offset = [7, 8]
    canvas.selectNode(nodeOf(id, 6))
    const graph = harness.room.getGraph(id)!
    const { id: graphId } = graph
    harness.room.undo(id)
    expect([canvas.ds.scale, ...canvas.ds.offset]).toEqual([0.6, 7, 8])
    expect([...canvas.selectedItems].map((item) => item.id)).toEqual([6])
    expect(harness.room.getGraph(id)).toBe(graph)
    expect(canvas.graph).toBe(graph)
    expect(graph.id).toBe(graphId)
  })

  it('stay inside the subgraph that is shown', async () => {
    const id = await harness.open('a', makeNested())
    const instance = () =>
      nodeOf(id, 20) as unknown as {
        subgraph: Parameters<typeof harness.canvas.openSubgraph>[0]
      }
    harness.canvas.openSubgraph(instance().subgraph)
    press()
    instance().subgraph.getNodeById(31)!.pos = [1, 1]
    instance().subgraph.afterChange()
    release()
    expect(harness.room.undo(id)).toBe(true)
    expect(harness.canvas.graph).toBe(instance().subgraph)
    expect(harness.canvas.graph!.getNodeById(31)!.pos[0]).toBe(9300)
    expect(harness.room.path.value).toHaveLength(1)
  })

  it('give the nodes this workflow’s own results back, and touch no other’s', async () => {
    const first = await harness.open('a', makeTextToImage())
    const second = await harness.open('b', makeTextToImage())
    const { previews } = harness.stores
    const file = (filename: string) => ({ images: [{ filename, subfolder: '', type: 'output' }] })
    previews.applyOutput(first, toNodeLocatorId('9'), file('first.png'), false)
    previews.applyOutput(second, toNodeLocatorId('9'), file('second.png'), false)
    const before = previews.outputsByWorkflowId[first]
    move(second, 3, 5)
    harness.room.undo(second)
    const { imgs } = nodeOf(second, 9) as unknown as { imgs: HTMLImageElement[] }
    expect(imgs.map(({ src }) => src)).toEqual([expect.stringContaining('second.png')])
    expect(previews.outputsByWorkflowId[first]).toBe(before)
    expect(previews.getNodeOutput(second, toNodeLocatorId('9'))).toEqual(file('second.png'))
  })

  it('of a workflow in the background leave the canvas alone', async () => {
    const first = await harness.open('a', makeTextToImage())
    move(first, 3, 5)
    const second = await harness.open('b', makeTextToImage())
    harness.frames.frame()
    const before = harness.canvas.drawCount
    expect(harness.room.undo(first)).toBe(true)
    harness.frames.frame()
    expect(harness.canvas.graph).toBe(harness.room.getGraph(second))
    expect(harness.canvas.drawCount).toBe(before)
    expect(nodeOf(first, 3).pos[0]).toBe(900)
  })
})

describe('mending an input', () => {
  it('[B30] clears what the server said of it, and of it only', async () => {
    const id = await harness.open('a', makeTextToImage())
    const row = (inputName: string) =>
      ({
        kind: 'validation',
        workflowId: id,
        promptId: makePromptId(1),
        executionId: '3',
        locatorId: toNodeLocatorId('3'),
        enclosingLocatorIds: [],
        nodeTitle: 'KSampler',
        inputName,
        message: 'wrong',
        details: '',
        traceback: [],
        type: 'value_bigger_than_max'
      }) as never
    harness.stores.errors.addErrors(id, [row('seed'), row('model')])
    const named = () =>
      harness.stores.errors.getWorkflowErrors(id).map(({ inputName }) => inputName)
    setSeed(id, 1)
    expect(named()).toEqual(['model'])
    nodeOf(id, 3).disconnectInput(0)
    expect(named()).toEqual([])
  })

  it('[B30] a promoted value stands for the input inside', async () => {
    const id = await harness.open('a', makeNested())
    harness.stores.errors.addErrors(id, [
      {
        kind: 'validation',
        workflowId: id,
        promptId: makePromptId(1),
        executionId: '20:30',
        locatorId: toNodeLocatorId('11111111-2222-4333-8444-555555555555:30'),
        enclosingLocatorIds: [toNodeLocatorId('20')],
        nodeTitle: 'EmptyImage',
        inputName: 'width',
        message: 'wrong',
        details: '',
        traceback: [],
        type: 'value_bigger_than_max'
      } as never
    ])
    const node = nodeOf(id, 20)
    const widget = node.widgets![0] as unknown as { setValue(value: number, o: object): void }
    widget.setValue(8, { e: {}, node, canvas: harness.canvas })
    expect(harness.stores.errors.getWorkflowErrors(id)).toEqual([])
  })
})

describe('copying', () => {
  it('pastes what was copied, nodes of unknown types too, as one step', async () => {
    const id = await harness.open(
      'a',
      makeDocument([
        makeNode(1, 'Nobody', { widgets_values: [5], title: 'Mine' }),
        makeNode(2, 'VAEDecode')
      ])
    )
    harness.canvas.selectItems([nodeOf(id, 1), nodeOf(id, 2)])
    harness.canvas.copyToClipboard()
    press()
    harness.canvas.pasteFromClipboard()
    release()
    const { _nodes: nodes } = harness.room.getGraph(id)!
    expect(nodes.map(({ type }) => type).sort()).toEqual([
      'Nobody',
      'Nobody',
      'VAEDecode',
      'VAEDecode'
    ])
    expect(harness.edits).toEqual(['a'])
    harness.room.undo(id)
    expect(harness.room.getGraph(id)!._nodes).toHaveLength(2)
  })
})

describe('saving', () => {
  it('holds the edit under way, which then is saved and no edit after it', async () => {
    const id = await harness.open('a', makeTextToImage())
    setSeed(id, 5)
    harness.room.graphs.serializeGraph(id)
    harness.stores.workflows.patchWorkflow(id, { isModified: false })
    harness.clock.advance(1_000)
    expect(marks(id).isModified).toBe(false)
    expect(harness.edits).toEqual(['a'])
  })

  it('splits no drag: a draft is written at any moment', async () => {
    const id = await harness.open('a', makeTextToImage())
    press()
    harness.room.getGraph(id)!.add(LiteGraph.createNode('VAEDecode')!)
    harness.room.graphs.serializeGraph(id)
    nodeOf(id, 3).pos = [1, 1]
    release()
    expect(harness.edits).toEqual(['a'])
    harness.room.undo(id)
    expect(harness.room.undo(id)).toBe(false)
    expect(harness.room.getGraph(id)!._nodes).toHaveLength(7)
  })
})
