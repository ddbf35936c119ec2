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

/** What is done by a command, to every third node. */
const COMMANDS = [
  'collapse',
  'pin',
  'group',
  'subgraph',
  'unpack',
  'alignLeft',
  'moveDown'
] as const

/** One gesture: what is done, to which node, and how far. */
const gesture = fc.record({
  kind: fc.constantFrom(
    ...(['move', 'value', 'cut', 'link', 'add', 'remove', 'mode', 'title', 'paste'] as const),
    ...COMMANDS
  ),
  at: fc.nat(20),
  by: fc.integer({ min: 1, max: 900 })
})
type Gesture = typeof gesture extends fc.Arbitrary<infer T> ? T : never

const isCommand = (kind: Gesture['kind']): kind is (typeof COMMANDS)[number] =>
  COMMANDS.includes(kind as never)

function perform(id: WorkflowId, { kind, at, by }: Gesture): void {
  const graph = harness.room.getGraph(id)!
  const node = graph._nodes[at % Math.max(1, graph._nodes.length)]
  if (isCommand(kind)) {
    harness.canvas.selectItems(graph._nodes.filter((_, index) => index % 3 === at % 3))
    harness.room.edit(kind)
    harness.endGesture()
    return
  }
  window.dispatchEvent(new Event('pointerdown'))
  graph.beforeChange()
  if (kind === 'add') graph.add(LiteGraph.createNode('VAEDecode')!)
  else if (!node) return harness.endGesture()
  else if (kind === 'move') node.pos = [by, by]
  else if (kind === 'cut') node.disconnectInput(0)
  else if (kind === 'link') graph._nodes[by % graph._nodes.length]!.connect(0, node, 0)
  else if (kind === 'title') node.title = `Title ${by}`
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
  return JSON.parse(text, (key, value: unknown) => {
    if (key === 'order') return undefined
    // A subgraph's border is as large as it was drawn, if it was, and its slots are where they were drawn.
    if (key === 'inputNode' || key === 'outputNode') return { ...(value as object), bounding: null }
    const isSlot = typeof value === 'object' && value !== null && 'linkIds' in value
    return isSlot ? { ...value, pos: null } : value
  })
}

/** The same once it is opened: what is made live is not in its normal form yet, such as the border of a subgraph. */
async function readAgain(id: WorkflowId): Promise<unknown> {
  const again = await harness.open('again', harness.room.graphs.serializeGraph(id))
  const document = read(again)
  harness.room.graphs.closeGraph(again)
  harness.show(id)
  return document
}

describe('undo and redo', () => {
  it('any sequence of edits, undone, is the document before; redone, the one after', async () => {
    let serial = 0
    await fc.assert(
      fc.asyncProperty(fc.array(gesture, { minLength: 1, maxLength: 12 }), async (gestures) => {
        const id = await harness.open(`w${serial++}`, makeTextToImage())
        const before = read(id)
        for (const one of gestures) perform(id, one)
        const after = await readAgain(id)
        let steps = 0
        while (harness.room.undo(id)) steps++
        expect(steps).toBeLessThanOrEqual(gestures.length)
        expect(read(id)).toEqual(before)
        expect(harness.stores.workflows.getWorkflow(id)!.isModified).toBe(false)
        for (let step = 0; step < steps; step++) expect(harness.room.redo(id)).toBe(true)
        expect(harness.room.redo(id)).toBe(false)
        expect(await readAgain(id)).toEqual(after)
        harness.room.graphs.closeGraph(id)
      }),
      { numRuns: 30 }
    )
  }, 60_000)
})
