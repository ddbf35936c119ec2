import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkflowId } from '@/domain/ids'
import { getWidgets } from '@/canvas/widgets/widget'
import { makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
let id: WorkflowId
beforeEach(async () => {
  localStorage.clear()
  harness = await createRoomHarness()
  id = await harness.open('w', makeTextToImage())
})
afterEach(() => harness.dispose())

const getGraph = () => harness.room.getGraph(id)!
const getNode = (type: string) => getGraph()._nodes.find((node) => node.type === type)!
const read = () => harness.room.graphs.serializeGraph(id)

function edit(change: () => void): void {
  window.dispatchEvent(new Event('pointerdown'))
  getGraph().beforeChange()
  change()
  getGraph().afterChange()
  harness.endGesture()
}

/** Types of the nodes that a step made anew. */
function listMade(step: () => boolean): string[] {
  const before = new Set<LGraphNode>(getGraph()._nodes)
  expect(step()).toBe(true)
  return getGraph()
    ._nodes.filter((node) => !before.has(node))
    .map(({ type }) => String(type))
    .sort()
}

describe('a step of the history', () => {
  it('of a node that was added takes it away, and leaves the others the objects they are', () => {
    edit(() => getGraph().add(LiteGraph.createNode('VAEDecode')!))
    const after = getGraph()._nodes.length
    expect(listMade(() => harness.room.undo(id))).toEqual([])
    expect(getGraph()._nodes).toHaveLength(after - 1)
    expect(listMade(() => harness.room.redo(id))).toEqual(['VAEDecode'])
  })

  it('of a value makes its node anew, and those linked to it', () => {
    const latent = getNode('EmptyLatentImage')
    edit(() => (getWidgets(latent)[0]!.value = 128))
    expect(listMade(() => harness.room.undo(id))).toEqual(['EmptyLatentImage', 'KSampler'])
    expect(getWidgets(getNode('EmptyLatentImage'))[0]!.value).not.toBe(128)
    expect(latent.graph).toBeNull()
  })

  it('of a link brings it back with both its ends, and those keep their other links', () => {
    const before = read()
    const sampler = getNode('KSampler')
    edit(() => sampler.disconnectInput(0))
    expect(read()).not.toEqual(before)
    harness.room.undo(id)
    expect(read()).toEqual(before)
    const links = [...getGraph()._links.values()]
    for (const link of links) {
      const target = getGraph().getNodeById(link.target_id)!
      expect(target.inputs[link.target_slot]?.link).toBe(link.id)
      const origin = getGraph().getNodeById(link.origin_id)!
      expect(origin.outputs[link.origin_slot]?.links).toContain(link.id)
    }
  })

  it('reads the whole document where a node has come that nothing told of', () => {
    edit(() => (getNode('VAEDecode').title = 'Other'))
    const stray = LiteGraph.createNode('VAEDecode')!
    stray.id = 999
    getGraph()._nodes.push(stray)
    const made = listMade(() => harness.room.undo(id))
    expect(made).toHaveLength(getGraph()._nodes.length)
    expect(getGraph()._nodes).not.toContain(stray)
  })

  it('keeps what was selected, a node that is made anew among it', () => {
    const [latent, decoder] = [getNode('EmptyLatentImage'), getNode('VAEDecode')]
    edit(() => (latent.title = 'Other'))
    harness.canvas.selectItems([latent, decoder])
    harness.room.undo(id)
    const selected = [...harness.canvas.selectedItems]
    expect(selected).toEqual(expect.arrayContaining([decoder, getNode('EmptyLatentImage')]))
    expect(selected).toHaveLength(2)
  })
})
