import type { SubgraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listCovers, makeClip } from '@/canvas/overlay/clipCovered'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { toNodeLocatorId } from '@/domain/ids'
import { makePromptId } from '../../builders/promptJobs'
import { makeNested, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

const nodeOf = (id: WorkflowId, nodeId: number) => harness.room.getGraph(id)!.getNodeById(nodeId)!
const isModified = (id: WorkflowId) => harness.stores.workflows.getWorkflow(id)!.isModified
const picturesOf = (id: WorkflowId, nodeId: number) =>
  (nodeOf(id, nodeId) as unknown as { imgs?: HTMLImageElement[] }).imgs ?? []

function showResult(id: WorkflowId, nodeId: number): void {
  const output = { images: [{ filename: 'a.png', subfolder: '', type: 'output' }] }
  harness.stores.previews.applyOutput(id, toNodeLocatorId(`${nodeId}`), output, false)
  for (const picture of picturesOf(id, nodeId)) picture.dispatchEvent(new Event('load'))
}

describe('links into a subgraph that is entered', () => {
  it('lead to where the fields are drawn, after two frames and no more', async () => {
    const id = await harness.open('a', makeNested())
    const settle = () => {
      for (let frame = 0; frame < 5; frame++) harness.frames.frame()
    }
    settle()
    const { subgraph } = nodeOf(id, 20) as SubgraphNode
    const inner = subgraph.getNodeById(30)!
    const { canvas } = harness
    let drawnTo: unknown
    canvas.onDrawBackground = () => (drawnTo = [...inner.getInputPos(0)])
    const before = canvas.drawCount
    canvas.openSubgraph(subgraph)
    settle()
    expect(drawnTo).toEqual([...inner.getInputPos(0)])
    expect(inner.getInputPos(0)[1]).toBeGreaterThan(inner.pos[1])
    expect(canvas.drawCount).toBe(before + 2)
    expect(harness.frames.pending).toBe(0)
  })
})

describe('room for pictures', () => {
  it('does not mark a workflow as edited when it ran', async () => {
    const id = await harness.open('a', makeTextToImage())
    const before = nodeOf(id, 9).size[1]
    showResult(id, 9)
    expect(nodeOf(id, 9).size[1]).toBeGreaterThan(before)
    nodeOf(id, 9).graph!._version++
    harness.endGesture()
    expect(isModified(id)).toBe(false)
    expect(harness.edits).toEqual([])
  })

  it('is taken back with no step: undo goes to the edit before', async () => {
    const id = await harness.open('a', makeTextToImage())
    nodeOf(id, 3).graph!.beforeChange()
    nodeOf(id, 3).pos = [1, 1]
    nodeOf(id, 3).graph!.afterChange()
    harness.endGesture()
    showResult(id, 9)
    expect(harness.room.undo(id)).toBe(true)
    expect(nodeOf(id, 3).pos[0]).toBe(900)
    expect(harness.room.undo(id)).toBe(false)
  })

  it('[B16] a live preview lies over its node, and on no other workflow’s', async () => {
    const first = await harness.open('a', makeTextToImage())
    const image = { blob: new Blob(['x'], { type: 'image/png' }), mimeType: 'image/png' } as never
    harness.stores.previews.applyPreview(first, [toNodeLocatorId('3')], {
      promptId: makePromptId(1),
      image
    })
    harness.frames.frame()
    expect(picturesOf(first, 3)[0]?.src).toMatch(/^blob:/)
    expect(document.querySelectorAll('.node-live-preview')).toHaveLength(1)
    const second = await harness.open('b', makeTextToImage())
    expect(picturesOf(second, 3)).toEqual([])
    expect(document.querySelectorAll('.node-live-preview')).toHaveLength(0)
    harness.show(first)
    harness.frames.frame()
    expect(document.querySelectorAll('.node-live-preview')).toHaveLength(1)
  })
})

describe('a live preview that goes while its workflow is in the background', () => {
  const image = { blob: new Blob(['x'], { type: 'image/png' }), mimeType: 'image/png' } as never
  const marks = () => document.querySelectorAll('.node-live-preview')
  const leaveWithPreview = async () => {
    const id = await harness.open('a', makeTextToImage())
    const preview = { promptId: makePromptId(1), image }
    harness.stores.previews.applyPreview(id, [toNodeLocatorId('9')], preview)
    harness.frames.frame()
    expect(marks()).toHaveLength(1)
    await harness.open('b', makeTextToImage())
    return id
  }
  const comeBack = (id: WorkflowId) => {
    harness.show(id)
    harness.canvas.draw(true, true)
    harness.frames.frame()
  }

  it('[B16, B21] does not cover the result on return', async () => {
    const id = await leaveWithPreview()
    showResult(id, 9)
    comeBack(id)
    expect(picturesOf(id, 9)[0]?.src).toContain('filename=a.png')
    expect(marks()).toHaveLength(0)
  })

  it('[B16, B19] is not there on return when its node has begun anew', async () => {
    const id = await leaveWithPreview()
    harness.stores.previews.clearPreview(id, toNodeLocatorId('9'))
    comeBack(id)
    expect(picturesOf(id, 9)).toEqual([])
    expect(marks()).toHaveLength(0)
  })
})

describe('drawing', () => {
  it('of a subgraph’s inside is no edit', async () => {
    const id = await harness.open('a', makeNested())
    const [subgraph] = [...harness.room.getGraph(id)!.subgraphs.values()]
    harness.canvas.openSubgraph(subgraph!)
    harness.canvas.draw(true, true)
    subgraph!._version++
    harness.endGesture()
    expect(harness.edits).toEqual([])
    expect(isModified(id)).toBe(false)
  })

  it('leaves no room for hidden widgets, and grows no node for them', async () => {
    const id = await harness.open('a', makeTextToImage())
    const node = nodeOf(id, 3)
    const widgets = getWidgets(node)
    const height = node.size[1]
    widgets[1]!.hidden = true
    node.setSize([node.size[0], node.computeSize()[1]])
    harness.canvas.draw(true, true)
    expect(node.size[1]).toBeLessThan(height)
    expect(node.size[1]).toBe(node.computeSize()[1])
    expect(widgets[1]!.computedHeight).toBe(0)
    expect(widgets[2]!.y - widgets[0]!.y).toBe(widgets[0]!.computedHeight)
    expect(getWidgets(node)).toBe(node.widgets)
    expect(node.widgets).toHaveLength(widgets.length)
  })
})

describe('an element of a widget', () => {
  const box = { x: 10, y: 10, width: 100, height: 50 }

  it('is whole where no node lies over it', () => {
    expect(makeClip(box, [{ x: 200, y: 0, width: 10, height: 10 }])).toBe('none')
  })

  it('leaves out what a node above covers', () => {
    expect(makeClip(box, [{ x: 60, y: 0, width: 200, height: 200 }])).toBe(
      'path("M0 0h50v50h-50z")'
    )
    expect(makeClip(box, [{ x: 30, y: 20, width: 20, height: 10 }])).toBe(
      'path("M0 0h100v10h-100zM0 20h100v30h-100zM0 10h20v10h-20zM40 10h60v10h-60z")'
    )
  })

  it('is gone where it is covered as a whole', () => {
    expect(makeClip(box, [{ x: 0, y: 0, width: 500, height: 500 }])).toBe('inset(100%)')
  })

  it('is covered by nodes drawn later only', async () => {
    const id = await harness.open('a', makeTextToImage())
    const below = nodeOf(id, 6)
    const above = nodeOf(id, 7)
    above.pos = [below.pos[0] + 20, below.pos[1] + 20]
    harness.canvas.draw(true, true)
    const nodes = [below, above]
    expect(listCovers(nodes, 0)).toHaveLength(1)
    expect(listCovers(nodes, 1)).toEqual([])
  })
})
