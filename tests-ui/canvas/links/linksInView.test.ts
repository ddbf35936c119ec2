import { LGraphCanvas } from '@comfyorg/litegraph'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

const NODES = 12

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

/** A chain of nodes, each feeding the next. */
function makeChain() {
  const nodes = Array.from({ length: NODES }, (_, index) =>
    makeNode(index + 1, 'ImageInvert', { inputs: { image: 'IMAGE' }, outputs: { IMAGE: 'IMAGE' } })
  )
  const links = nodes
    .slice(1)
    .map((_, index) => [index + 1, index + 1, 0, index + 2, 0, 'IMAGE'] as const)
  return makeDocument(
    nodes,
    links.map((link) => [...link])
  )
}

/** Ids of what is drawn of the links. */
function draw(drawConnections: (ctx: CanvasRenderingContext2D) => void): string[] {
  const { canvas } = harness
  drawConnections.call(canvas, canvas.ctx)
  return [...canvas.renderedPaths].map(({ id }) => String(id)).sort()
}

const coordinate = fc.integer({ min: -3000, max: 3000 })

describe('links', () => {
  it('are drawn where LiteGraph draws them, wherever nodes, reroutes and the view are', async () => {
    await harness.open('a', makeChain())
    const { canvas } = harness
    const graph = canvas.graph!
    const reroute = graph.createReroute([0, 0], graph._links.get(3)!)!
    const places = fc.array(fc.tuple(coordinate, coordinate), {
      minLength: NODES + 1,
      maxLength: NODES + 1
    })
    fc.assert(
      fc.property(places, coordinate, coordinate, (at, x, y) => {
        graph.nodes.forEach((node, index) => (node.pos = [...at[index]!]))
        reroute.pos = [...at[NODES]!]
        for (const node of graph.nodes) node.updateArea(canvas.ctx)
        canvas.visible_area.set([x, y, 900, 600])
        const ours = draw(canvas.drawConnections)
        expect(ours).toEqual(draw(LGraphCanvas.prototype.drawConnections))
      }),
      { numRuns: 200 }
    )
  })

  it('[B48] far from the view cost no look at their ends', async () => {
    await harness.open('a', makeChain())
    const { canvas } = harness
    for (const node of canvas.graph!.nodes) node.updateArea(canvas.ctx)
    let looks = 0
    for (const node of canvas.graph!.nodes) {
      const { getInputPos } = node
      node.getInputPos = (slot) => {
        looks++
        return getInputPos.call(node, slot)
      }
    }
    canvas.visible_area.set([50_000, 50_000, 900, 600])
    draw(canvas.drawConnections)
    expect(looks).toBe(0)
    canvas.visible_area.set([0, 0, 900, 600])
    draw(canvas.drawConnections)
    expect(looks).toBeGreaterThan(0)
  })
})
