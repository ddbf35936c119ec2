import type { LGraphCanvas } from '@comfyorg/litegraph'
import {
  LGraphEventMode,
  LGraphGroup,
  LGraphNode as NodeClass,
  LiteGraph,
  SubgraphNode
} from '@comfyorg/litegraph'
import type { CanvasEdit } from '@/services/services'
import { alignNodes, distributeNodes } from '../graph/arrangeNodes'
import { fitGroup, groupItems, listSelectedGroups, listSelectedNodes } from '../graph/editGroups'
import { unpackSubgraph } from '../graph/unpackSubgraph'

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
  group: (canvas) => void (canvas.graph && groupItems(canvas.graph, canvas.selectedItems)),
  fitGroup: (canvas) => listSelectedGroups(canvas).forEach((group) => fitGroup(group)),
  subgraph(canvas) {
    if (listNodes(canvas).length === 0) return
    const made = canvas.graph?.convertToSubgraph(canvas.selectedItems)
    if (!made) return
    made.node.setSize(getNaturalSize(made.node))
    canvas.selectItems([made.node])
  },
  unpack(canvas) {
    for (const node of listNodes(canvas))
      if (node instanceof SubgraphNode) unpackSubgraph(canvas, node)
  },
  delete: (canvas) => canvas.deleteSelected(),
  resize: (canvas) => listNodes(canvas).forEach((node) => node.setSize(getNaturalSize(node))),
  alignLeft: (canvas) => alignNodes(listNodes(canvas), 'left'),
  alignRight: (canvas) => alignNodes(listNodes(canvas), 'right'),
  alignTop: (canvas) => alignNodes(listNodes(canvas), 'top'),
  alignBottom: (canvas) => alignNodes(listNodes(canvas), 'bottom'),
  alignCenter: (canvas) => alignNodes(listNodes(canvas), 'center'),
  alignMiddle: (canvas) => alignNodes(listNodes(canvas), 'middle'),
  distributeHorizontally: (canvas) => distributeNodes(listNodes(canvas), 'horizontally'),
  distributeVertically: (canvas) => distributeNodes(listNodes(canvas), 'vertically'),
  moveLeft: (canvas) => move(canvas, -1, 0),
  moveRight: (canvas) => move(canvas, 1, 0),
  moveUp: (canvas) => move(canvas, 0, -1),
  moveDown: (canvas) => move(canvas, 0, 1)
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

/** LiteGraph leaves no room for the button that opens a subgraph, and for what it keeps free beside that. */
function getNaturalSize(node: NodeClass): [number, number] {
  const [width = 0, height = 0] = node.computeSize()
  return [width + (node.isSubgraphNode() ? 2 * LiteGraph.NODE_TITLE_HEIGHT : 0), height]
}

function listNodes(canvas: LGraphCanvas): NodeClass[] {
  return [...canvas.selectedItems].filter((item) => item instanceof NodeClass)
}

/** All into the mode; if all are in it already, back to normal. A selected group stands for its nodes. */
function toggleMode(canvas: LGraphCanvas, mode: LGraphEventMode): void {
  const nodes = listSelectedNodes(canvas)
  const wanted = nodes.every((node) => node.mode === mode) ? LGraphEventMode.ALWAYS : mode
  for (const node of nodes) node.mode = wanted
}

/** By one step of the grid. */
function move(canvas: LGraphCanvas, right: number, down: number): void {
  const step = LiteGraph.CANVAS_GRID_SIZE
  for (const item of canvas.selectedItems) if (!item.pinned) item.move(right * step, down * step)
}
