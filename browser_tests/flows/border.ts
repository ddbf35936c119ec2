import type { Page } from '@playwright/test'
import type { CanvasHandle, GraphPoint } from './canvas'
import { untilDrawn } from './canvas'

interface SlotHandle {
  readonly name: string
  readonly label?: string
  readonly pos: ArrayLike<number>
}

interface BorderedGraph {
  readonly inputNode: { readonly allSlots: readonly SlotHandle[] }
  readonly outputNode: { readonly allSlots: readonly SlotHandle[] }
}

interface SlottedNode {
  readonly inputs: readonly SlotHandle[]
  readonly outputs: readonly SlotHandle[]
  readonly widgets?: readonly { readonly name: string; readonly value: unknown }[]
  getInputPos(index: number): ArrayLike<number>
  getOutputPos(index: number): ArrayLike<number>
}

/** Where a slot of the border of the subgraph on the canvas is; the last of a side is the free one. */
export async function borderSlot(
  page: Page,
  side: 'inputNode' | 'outputNode',
  index: number
): Promise<GraphPoint> {
  // Slots are given their places when they are drawn.
  await untilDrawn(page)
  return page.evaluate(
    ([key, at]) => {
      const graph = (window as unknown as CanvasHandle).app.canvas.graph as never as BorderedGraph
      const { pos } = graph[key].allSlots.at(at)!
      return [pos[0]!, pos[1]!] as const
    },
    [side, index] as const
  )
}

/** What nodes of the root show to the outside, by the names that people read. */
export async function listOutside(page: Page, ids: readonly number[]) {
  return page.evaluate((nodeIds) => {
    const { graph } = (window as unknown as CanvasHandle).app
    return nodeIds.map((id) => {
      const { inputs, outputs, widgets } = graph.getNodeById(id) as never as SlottedNode
      const name = (slot: SlotHandle) => slot.label ?? slot.name
      return {
        inputs: inputs.map(name),
        outputs: outputs.map(name),
        fields: (widgets ?? []).map((widget) => widget.value)
      }
    })
  }, ids)
}
