import type { WorkflowJson } from '@/protocol/prompt'
import { toList } from '../document/coerce'
import type { JsonObject } from '../document/documentTypes'

/**
 * A document as a step of the history: without the view, and without what is worked out anew whenever it is loaded or
 * drawn, so that looking at a workflow is no edit of it, and neither is what undoing brings back.
 * @param document a fresh copy; it is written to
 */
export function toHistoryState(document: WorkflowJson): string {
  const { ds: _ds, ...extra } = document.extra as JsonObject
  const { subgraphs } = (document.definitions ?? {}) as JsonObject
  dropOrder(document)
  for (const definition of toList(subgraphs) as JsonObject[]) {
    dropOrder(definition)
    for (const slot of [
      ...toList(definition.inputs),
      ...toList(definition.outputs)
    ] as JsonObject[])
      delete slot.pos
    for (const border of [definition.inputNode, definition.outputNode] as (
      | JsonObject
      | undefined
    )[]) {
      const [x = 0, y = 0] = toList(border?.bounding)
      if (border) border.bounding = [x, y, 0, 0]
    }
  }
  return JSON.stringify({ ...document, extra })
}

/** The order of execution is counted when a graph is loaded. */
function dropOrder({ nodes }: JsonObject): void {
  for (const node of toList(nodes) as JsonObject[]) delete node.order
}
