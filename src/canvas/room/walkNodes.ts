import type { LGraphNode } from '@comfyorg/litegraph'
import { LGraphNode as NodeClass } from '@comfyorg/litegraph'
import { t } from '@/i18n/translate'
import { showNode } from '../menus/openMenuAt'
import type { Stage } from '../view/stage'

/** In the order in which they run, whatever lies over what. */
function listInOrder(nodes: readonly LGraphNode[]): LGraphNode[] {
  return nodes.toSorted((a, b) => a.order - b.order || Number(a.id) - Number(b.id))
}

/**
 * Selects the next node of the graph that is shown, or the one before, brings it into view and says which it is.
 * @returns false where there is none
 */
export function walkNodes({ canvas, say }: Stage, direction: 1 | -1): boolean {
  const nodes = listInOrder(canvas.graph?._nodes ?? [])
  const selected = [...canvas.selectedItems].filter((item) => item instanceof NodeClass)
  const from = direction === 1 ? selected.at(-1) : selected[0]
  const index = from ? nodes.indexOf(from) + direction : direction === 1 ? 0 : -1
  const node = nodes.at(index % nodes.length)
  if (!node) return false
  canvas.selectItems([node])
  showNode(canvas, node)
  canvas.setDirty(true, true)
  const place = nodes.indexOf(node) + 1
  say(t('canvas.nodeOf', { title: node.getTitle(), place, count: nodes.length }))
  return true
}
