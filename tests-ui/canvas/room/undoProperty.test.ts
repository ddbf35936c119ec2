import { LiteGraph } from '@comfyorg/litegraph'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  localStorage.clear()
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

/** One gesture: what is done, to which node, and how far. */
const gesture = fc.record({
  kind: fc.constantFrom('move', 'value', 'cut', 'add', 'remove', 'mode', 'paste'),
  at: fc.nat(20),
  by: fc.integer({ min: 1, max: 900 })
})
type Gesture = typeof gesture extends fc.Arbitrary<infer T> ? T : never

function perform(id: WorkflowId, { kind, at, by }: Gesture): void {
  const graph = harness.room.getGraph(id)!
  const node = graph._nodes[at % Math.max(1, graph._nodes.length)]
  window.dispatchEvent(new Event('pointerdown'))
  graph.beforeChange()
  if (kind === 'add') graph.add(LiteGraph.createNode('VAEDecode')!)
  else if (!node) return harness.endGesture()
  else if (kind === 'move') node.pos = [by, by]
  else if (kind === 'cut') node.disconnectInput(0)
  else if (kind === 'remove') graph.remove(node)
  else if (kind === 'mode') node.mode = by % 2 === 0 ? 2 : 4
  else if (kind === 'value') {
    const [widget] = getWidgets(node)
    if (widget && typeof widget.value === 'number') widget.value = by
  } else {
    harness.canvas.selectItems([node])
    harness.canvas.copyToClipboard()
    harness.canvas.pasteFromClipboard()
  }
  graph.afterChange()
  harness.endGesture()
}

/** The document without the view, which no step holds, and the order of execution, which is counted anew. */
function read(id: WorkflowId): unknown {
  const { extra, ...document } = harness.room.graphs.serializeGraph(id)
  const { ds: _ds, ...rest } = extra as Record<string, unknown>
  const text = JSON.stringify({ ...document, extra: rest })
  return JSON.parse(text, (key, value: unknown) => (key === 'order' ? undefined : value))
}

describe('undo and redo', () => {
  it('any sequence of edits, undone, is the document before; redone, the one after', async () => {
    let serial = 0
    await fc.assert(
      fc.asyncProperty(fc.array(gesture, { minLength: 1, maxLength: 12 }), async (gestures) => {
        const id = await harness.open(`w${serial++}`, makeTextToImage())
        const before = read(id)
        for (const one of gestures) perform(id, one)
        const after = read(id)
        let steps = 0
        while (harness.room.undo(id)) steps++
        expect(steps).toBeLessThanOrEqual(gestures.length)
        expect(read(id)).toEqual(before)
        expect(harness.stores.workflows.getWorkflow(id)!.isModified).toBe(false)
        for (let step = 0; step < steps; step++) expect(harness.room.redo(id)).toBe(true)
        expect(harness.room.redo(id)).toBe(false)
        expect(read(id)).toEqual(after)
        harness.room.graphs.closeGraph(id)
      }),
      { numRuns: 30 }
    )
  }, 60_000)
})
