import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import {
  LGraphEventMode,
  LGraphGroup,
  LGraphNode as NodeClass,
  SubgraphNode
} from '@comfyorg/litegraph'
import type { CanvasEdit } from '@/services/services'
import { unpackSubgraph } from '../graph/unpackSubgraph'

/** px of the graph between a group's edge and what it holds. */
const GROUP_PADDING = 16

/** What each edit does to what is selected. */
const EDITS: Readonly<Record<CanvasEdit, (canvas: LGraphCanvas) => void>> = {
  mute: (canvas) => toggleMode(canvas, LGraphEventMode.NEVER),
  bypass: (canvas) => toggleMode(canvas, LGraphEventMode.BYPASS),
  pin(canvas) {
    const items = [...canvas.selectedItems].filter(
      (item) => item instanceof NodeClass || item instanceof LGraphGroup
    )
    const wanted = items.some((item) => !item.pinned)
    for (const item of items) item.pin(wanted)
  },
  collapse(canvas) {
    const nodes = listNodes(canvas)
    const wanted = nodes.some(({ flags }) => !flags.collapsed)
    for (const node of nodes) if (Boolean(node.flags.collapsed) !== wanted) node.collapse()
  },
  group(canvas) {
    const group = new LGraphGroup()
    group.resizeTo(canvas.selectedItems, GROUP_PADDING)
    canvas.graph?.add(group)
  },
  subgraph(canvas) {
    const made = canvas.graph?.convertToSubgraph(canvas.selectedItems)
    if (made) canvas.selectItems([made.node])
  },
  unpack(canvas) {
    for (const node of listNodes(canvas))
      if (node instanceof SubgraphNode) unpackSubgraph(canvas, node)
  }
}

/** Changes what is selected, in one step to undo. @returns false when nothing is selected */
export function editSelection(canvas: LGraphCanvas, edit: CanvasEdit): boolean {
  const { graph } = canvas
  if (!graph || canvas.selectedItems.size === 0) return false
  graph.beforeChange()
  EDITS[edit](canvas)
  graph.afterChange()
  canvas.setDirty(true, true)
  return true
}

function listNodes(canvas: LGraphCanvas): LGraphNode[] {
  return [...canvas.selectedItems].filter((item) => item instanceof NodeClass)
}

/** All into the mode; if all are in it already, back to normal. */
function toggleMode(canvas: LGraphCanvas, mode: LGraphEventMode): void {
  const nodes = listNodes(canvas)
  const wanted = nodes.every((node) => node.mode === mode) ? LGraphEventMode.ALWAYS : mode
  for (const node of nodes) node.mode = wanted
}
