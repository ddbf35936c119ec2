import type { LGraphNode } from '@comfyorg/litegraph'
import { LGraphEventMode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

/** Opens a node of a colour in a mode, and tells how it is drawn. */
async function drawIn(mode: LGraphEventMode) {
  const id = await harness.open(
    'a',
    makeDocument([makeNode(1, 'CLIPTextEncode', { bgcolor: '#335', widgets_values: ['x'] })])
  )
  const node = harness.room.getGraph(id)!.getNodeById(1)!
  node.mode = mode
  const drawn: unknown[] = []
  node.onDrawForeground = () => void drawn.push(harness.canvas.editor_alpha, node.renderingBgColor)
  harness.canvas.draw(true, true)
  expect([harness.canvas.editor_alpha, node.bgcolor]).toEqual([1, '#335'])
  return drawn
}
const getText = () => harness.overlay!.querySelector<HTMLElement>('.comfy-multiline-input')!

describe('what takes no part in a run', () => {
  it('is drawn faintly, and when it is bypassed in a colour of its own; its colours stay', async () => {
    expect(await drawIn(LGraphEventMode.ALWAYS)).toEqual([1, '#335'])
    expect(await drawIn(LGraphEventMode.NEVER)).toEqual([0.4, '#335'])
    expect(await drawIn(LGraphEventMode.BYPASS)).toEqual([
      0.5,
      'color-mix(in srgb, #FF00FF 40%, transparent)'
    ])
  })

  it('is faint in what lies over the canvas too, until it runs again', async () => {
    await drawIn(LGraphEventMode.BYPASS)
    expect(getText().style.opacity).toBe('0.5')
    const [node] = harness.canvas.graph!.nodes as LGraphNode[]
    node!.mode = LGraphEventMode.ALWAYS
    harness.canvas.draw(true, true)
    expect(getText().style.opacity).toBe('')
    // What a pack made see-through by itself stays so.
    getText().style.opacity = '0.9'
    harness.canvas.draw(true, true)
    expect(getText().style.opacity).toBe('0.9')
  })
})
