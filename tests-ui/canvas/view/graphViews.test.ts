import type { LGraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

/** CSS px of the canvas, and of the minimap in its corner. */
const STAGE = { width: 1200, height: 680 }
const MAP = { left: 990, top: 510, width: 200, height: 120 }

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

/** A graph with its last node at the far end of an area, fitted. @returns its scale, and where that node's corner is */
async function fit(corner: readonly [number, number], map: typeof MAP | null = MAP) {
  const note = (id: number, pos: readonly [number, number]) => ({
    ...makeNode(id, 'Note', { pos: [...pos] }),
    size: [200, 100]
  })
  await harness.open('a', makeDocument([note(1, [0, 0]), note(2, corner)]))
  Object.assign(harness.canvas.canvas, STAGE)
  const place = document.createElement('div')
  place.getBoundingClientRect = () => new DOMRect(map?.left, map?.top, map?.width, map?.height)
  harness.room.minimap.hold(map && place)
  harness.room.controls.fit()
  const { ds, graph } = harness.canvas
  const [x, y, width, height] = (graph!.getNodeById(2) as LGraphNode).boundingRect as unknown as [
    number,
    number,
    number,
    number
  ]
  return {
    scale: ds.scale,
    right: (x + width + ds.offset[0]) * ds.scale,
    bottom: (y + height + ds.offset[1]) * ds.scale
  }
}

describe('fitting a graph into view', () => {
  it('leaves the minimap’s place free, beside it or above it, whichever shows more', async () => {
    const covered = await fit([2000, 1000], null)
    expect(covered.right).toBeGreaterThan(MAP.left)
    expect(covered.bottom).toBeGreaterThan(MAP.top)
    const beside = await fit([2000, 1000])
    expect(beside.right).toBeLessThan(MAP.left)
    expect(beside.scale).toBeGreaterThan(0.75 * covered.scale)
    const above = await fit([2000, 640])
    expect(above.bottom).toBeLessThan(MAP.top)
    expect(above.right).toBeGreaterThan(MAP.left)
  })

  it('takes all of the canvas where nothing would lie under the minimap, or it is not shown', async () => {
    const hidden = await fit([2000, 200], null)
    expect(await fit([2000, 200])).toEqual(hidden)
    const none = { left: 0, top: 0, width: 0, height: 0 }
    expect(await fit([2000, 1000], none)).toEqual(await fit([2000, 1000], null))
  })

  it('lies under the minimap rather than become too small to read', async () => {
    const large = { left: 400, top: 300, width: 790, height: 330 }
    expect(await fit([2000, 1000], large)).toEqual(await fit([2000, 1000], null))
  })
})
