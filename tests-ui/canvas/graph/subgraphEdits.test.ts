import type { LGraphNode, SubgraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unpackSubgraph } from '@/canvas/graph/unpackSubgraph'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import type { ApiPrompt } from '@/protocol/prompt'
import { makeDocument, makeNested, makeNode, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  localStorage.clear()
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

const graphOf = (id: WorkflowId) => harness.room.getGraph(id)!
const nodeOf = (id: WorkflowId, nodeId: number) => graphOf(id).getNodeById(nodeId)!
const getPrompt = async (id: WorkflowId) => (await harness.room.graphs.takeSnapshot(id)).output

/** What a prompt does, whatever its ids: each node with what feeds it, in words. */
function describePrompt(prompt: ApiPrompt): string[] {
  const seen = (id: string): string => {
    const { class_type, inputs } = prompt[id as never] as ApiPrompt[string]
    const parts = Object.entries(inputs).map(([name, value]) =>
      Array.isArray(value)
        ? `${name}=${seen(String(value[0]))}#${String(value[1])}`
        : `${name}=${JSON.stringify(value)}`
    )
    return `${class_type}(${parts.toSorted().join(',')})`
  }
  return Object.keys(prompt).map(seen).toSorted()
}

function makeSubgraphOf(id: WorkflowId, ...nodes: LGraphNode[]): SubgraphNode {
  const { node } = graphOf(id).convertToSubgraph(new Set(nodes))
  harness.clock.runDue()
  return node as unknown as SubgraphNode
}

describe('a subgraph made of a selection', () => {
  it('runs as the nodes did, and is one step', async () => {
    const id = await harness.open('a', makeTextToImage())
    const before = describePrompt(await getPrompt(id))
    makeSubgraphOf(id, nodeOf(id, 3), nodeOf(id, 5), nodeOf(id, 8))
    expect(graphOf(id)._nodes).toHaveLength(5)
    expect(describePrompt(await getPrompt(id))).toEqual(before)
    expect(harness.edits).toEqual(['a'])
    expect(harness.room.undo(id)).toBe(true)
    expect(graphOf(id)._nodes).toHaveLength(7)
    expect(describePrompt(await getPrompt(id))).toEqual(before)
    harness.room.redo(id)
    expect(describePrompt(await getPrompt(id))).toEqual(before)
  })

  it('keeps nodes of unknown types', async () => {
    const id = await harness.open(
      'a',
      makeDocument([makeNode(1, 'Nobody', { widgets_values: [5] }), makeNode(2, 'VAEDecode')])
    )
    const { subgraph } = makeSubgraphOf(id, nodeOf(id, 1), nodeOf(id, 2))
    expect(subgraph._nodes.map(({ type }) => type)).toEqual(['Nobody', 'VAEDecode'])
  })

  it('is saved and opened again', async () => {
    const id = await harness.open('a', makeTextToImage())
    const before = describePrompt(await getPrompt(id))
    makeSubgraphOf(id, nodeOf(id, 3), nodeOf(id, 8))
    const again = await harness.open('b', harness.room.graphs.serializeGraph(id))
    expect(describePrompt(await getPrompt(again))).toEqual(before)
  })
})

describe('unpacking a subgraph', () => {
  const unpack = (node: SubgraphNode) => {
    expect(unpackSubgraph(harness.canvas, node)).toBe(true)
    harness.clock.runDue()
  }

  it('gives back what was put in', async () => {
    const id = await harness.open('a', makeTextToImage())
    const before = describePrompt(await getPrompt(id))
    unpack(makeSubgraphOf(id, nodeOf(id, 3), nodeOf(id, 5), nodeOf(id, 8)))
    expect(graphOf(id)._nodes).toHaveLength(7)
    expect(describePrompt(await getPrompt(id))).toEqual(before)
    harness.room.undo(id)
    expect(describePrompt(await getPrompt(id))).toEqual(before)
    harness.room.undo(id)
    expect(describePrompt(await getPrompt(id))).toEqual(before)
  })

  it('takes the values of this instance along, and leaves the others', async () => {
    const id = await harness.open('a', makeNested([20, 21]))
    const before = describePrompt(await getPrompt(id))
    unpack(nodeOf(id, 21) as unknown as SubgraphNode)
    expect(nodeOf(id, 20)).toBeTruthy()
    const copy = graphOf(id)._nodes.find(({ type }) => type === 'EmptyImage')!
    expect(getWidgets(copy)[0]!.value).toBe(101)
    expect(describePrompt(await getPrompt(id))).toEqual(before)
  })

  it('works inside another subgraph, up to its border', async () => {
    const id = await harness.open('a', makeNested())
    const before = describePrompt(await getPrompt(id))
    const outer = (nodeOf(id, 20) as unknown as SubgraphNode).subgraph
    const { node } = outer.convertToSubgraph(new Set([outer.getNodeById(31)!]))
    harness.canvas.openSubgraph(outer)
    unpack(node as unknown as SubgraphNode)
    expect(outer._nodes.map(({ type }) => type).toSorted()).toEqual(['EmptyImage', 'ImageInvert'])
    expect(describePrompt(await getPrompt(id))).toEqual(before)
  })

  it('leaves what the user copied, and is offered in the menu', async () => {
    const id = await harness.open('a', makeNested())
    harness.canvas.copyToClipboard([nodeOf(id, 50)])
    const copied = localStorage.getItem('litegrapheditor_clipboard')
    const option = harness.canvas
      .getNodeMenuOptions(nodeOf(id, 20))
      .find((entry) => entry?.content === 'Unpack Subgraph')
    ;(option as unknown as { callback(): void }).callback()
    expect(graphOf(id).getNodeById(20)).toBeFalsy()
    expect(localStorage.getItem('litegrapheditor_clipboard')).toBe(copied)
    const offers = harness.canvas.getNodeMenuOptions(nodeOf(id, 50)).map((entry) => entry?.content)
    expect(offers).not.toContain('Unpack Subgraph')
  })

  it('does nothing where the canvas shows another graph', async () => {
    const id = await harness.open('a', makeNested())
    await harness.open('b', makeTextToImage())
    expect(unpackSubgraph(harness.canvas, nodeOf(id, 20) as unknown as SubgraphNode)).toBe(false)
  })
})
