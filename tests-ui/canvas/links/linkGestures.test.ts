import type { LGraphNode, Subgraph } from '@comfyorg/litegraph'
import { LiteGraph, SubgraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeLinks } from '@/canvas/links/cutLinks'
import { insertOnLink, isLoose } from '@/canvas/links/insertOnLink'
import { makeNested, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
  await harness.open('a', makeTextToImage())
})
afterEach(() => harness.dispose())

const graph = () => harness.canvas.graph!
const get = (id: number) => graph().getNodeById(id)!
function add(type: string): LGraphNode {
  const node = LiteGraph.createNode(type)!
  graph().add(node)
  harness.clock.runDue()
  return node
}
const linkInto = (id: number, slot: number) => graph()._links.get(get(id).inputs[slot]!.link!)!
const undo = () => harness.room.undo(harness.stores.workflows.activeId!)

describe('a node dropped on a link', () => {
  it('stands between what the link joined, in one step', () => {
    const invert = add('ImageInvert')
    expect(isLoose(invert)).toBe(true)
    expect(insertOnLink(graph(), linkInto(9, 0), invert)).toBe(true)
    harness.clock.runDue()
    expect(linkInto(9, 0).origin_id).toBe(invert.id)
    expect(invert.getInputNode(0)?.id).toBe(8)
    expect(get(8).outputs[0]!.links).toHaveLength(1)
    expect(isLoose(invert)).toBe(false)
    undo()
    expect(linkInto(9, 0).origin_id).toBe(8)
  })

  it('keeps the reroutes on the way to it', () => {
    const link = linkInto(9, 0)
    const reroute = graph().createReroute([0, 0], link)!
    const invert = add('ImageInvert')
    insertOnLink(graph(), link, invert)
    expect(graph().reroutes.has(reroute.id)).toBe(true)
    expect(graph()._links.get(invert.inputs[0]!.link!)!.parentId).toBe(reroute.id)
  })

  it('of another type leaves the link alone', () => {
    expect(insertOnLink(graph(), linkInto(3, 0), add('ImageInvert'))).toBe(false)
    expect(linkInto(3, 0).origin_id).toBe(4)
  })
})

describe('links cut by a stroke', () => {
  it('go in one step', () => {
    removeLinks(graph(), [linkInto(9, 0).id, linkInto(3, 0).id])
    harness.clock.runDue()
    expect([get(9).inputs[0]!.link, get(3).inputs[0]!.link]).toEqual([null, null])
    undo()
    expect([get(9).inputs[0]!.link, get(3).inputs[0]!.link]).not.toContain(null)
  })

  it('at the border of a subgraph leave nothing behind in its slots', async () => {
    await harness.open('b', makeNested())
    const instance = graph().nodes.find((node) => node instanceof SubgraphNode)!
    harness.canvas.openSubgraph(instance.subgraph)
    const subgraph = graph() as Subgraph
    removeLinks(subgraph, [...subgraph._links.keys()])
    const slots = [...subgraph.inputs, ...subgraph.outputs]
    expect(slots.length).toBeGreaterThan(0)
    expect(slots.flatMap(({ linkIds }) => linkIds)).toEqual([])
    expect(
      subgraph.nodes.flatMap(({ outputs }) => outputs.flatMap(({ links }) => links ?? []))
    ).toEqual([])
  })
})
