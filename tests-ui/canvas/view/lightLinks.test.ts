import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

/** The colours that links are drawn in. */
function listColours(isLight: boolean): readonly unknown[] {
  const { canvas } = harness
  const colours: unknown[] = []
  canvas.ctx.stroke = () => void colours.push(canvas.ctx.strokeStyle)
  canvas.isLight = isLight
  canvas.drawConnections(canvas.ctx)
  return colours
}

describe('links of what is selected', () => {
  it('have a colour that is seen on the canvas: white on a dark one, the accent on a light one', async () => {
    await harness.open('a', makeTextToImage())
    const { canvas } = harness
    canvas.selectItems([canvas.graph!._nodes[0]!])
    const highlighted = { ...canvas.highlighted_links }
    const before = LiteGraph.NODE_BOX_OUTLINE_COLOR
    LiteGraph.NODE_BOX_OUTLINE_COLOR = '#2159dd'
    const [dark, light] = [listColours(false), listColours(true)]
    LiteGraph.NODE_BOX_OUTLINE_COLOR = before
    expect(dark).toContain('#FFF')
    expect(light).toEqual(dark.map((colour) => (colour === '#FFF' ? '#2159dd' : colour)))
    expect(canvas.highlighted_links).toEqual(highlighted)
  })
})
