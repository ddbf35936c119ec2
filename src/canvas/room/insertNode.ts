import type { ConnectingLink, LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import type { SubgraphInput } from '@comfyorg/litegraph/dist/subgraph/SubgraphInput'
import type { SubgraphOutput } from '@comfyorg/litegraph/dist/subgraph/SubgraphOutput'
import { announceWidgetChange, getWidgets } from '../widgets/widget'
import type { PagePoint } from '@/services/services'

/** px of the graph a new node is moved by when another has its place. */
const CASCADE = 24
/** px of the graph from a node's top to its first slot. */
const FIRST_SLOT = 14

/**
 * Puts a node on the canvas's graph and selects it: one step to undo, the links included.
 * @param at null: the middle of the view
 * @param values of its fields, by name
 * @param links joined to the first of its slots that fits
 */
export function insertNode(
  canvas: LGraphCanvas,
  classType: string,
  at: PagePoint | null,
  links: readonly ConnectingLink[] = [],
  values: Readonly<Record<string, unknown>> = {}
): LGraphNode | null {
  const { graph } = canvas
  const node = graph && LiteGraph.createNode(classType)
  if (!graph || !node) return null
  const [x, y] = at ? toGraphPoint(canvas, at) : findFreeMiddle(canvas, node)
  // A node that feeds an input goes to the left of it; its slot comes to lie under the pointer.
  const isSource = links.some(({ input }) => input)
  node.pos = links.length > 0 ? [isSource ? x - node.size[0] : x, y - FIRST_SLOT] : [x, y]
  canvas.emitBeforeChange()
  graph.beforeChange()
  graph.add(node, false)
  for (const link of links) joinNode(node, link)
  setValues(node, values)
  graph.afterChange()
  canvas.emitAfterChange()
  canvas.selectNode(node)
  canvas.setDirty(true, true)
  return node
}

/** Writes values into a node's fields, as the user would; names it doesn't have are left out. */
export function setValues(node: LGraphNode, values: Readonly<Record<string, unknown>>): void {
  for (const widget of getWidgets(node)) {
    if (!(widget.name in values)) continue
    const previous = widget.value
    widget.value = values[widget.name]
    announceWidgetChange(node, widget, previous)
  }
}

/** Joins a link to the first slot of a node that fits. */
export function joinNode(node: LGraphNode, link: ConnectingLink): void {
  const { node: other, slot, input, output } = link
  if (slot === -1) return joinFreeSlot(node, link)
  const options = link.afterRerouteId === undefined ? {} : { afterRerouteId: link.afterRerouteId }
  if (output) other.connectByType(slot, node, output.type, options)
  else if (input) other.connectByTypeOutput(slot, node, input.type, options)
}

/** The free slot of a border becomes one for the node's first: before fields, those that only links feed. */
function joinFreeSlot(node: LGraphNode, { input, output }: ConnectingLink): void {
  const [first] = node.outputs
  const wanted = node.inputs.find(({ widget }) => !widget) ?? node.inputs[0]
  if (output && wanted) (output as unknown as SubgraphInput).connect(wanted, node)
  else if (input && first) (input as unknown as SubgraphOutput).connect(first, node)
}

export function toGraphPoint(canvas: LGraphCanvas, { x, y }: PagePoint): [number, number] {
  const { left, top } = canvas.canvas.getBoundingClientRect()
  const [graphX, graphY] = canvas.ds.convertCanvasToOffset([x - left, y - top])
  return [graphX ?? 0, graphY ?? 0]
}

/** The middle of the view, or beside what lies there: nodes added one after the other don't cover each other. */
function findFreeMiddle(canvas: LGraphCanvas, node: LGraphNode): [number, number] {
  const { left, top, width, height } = canvas.canvas.getBoundingClientRect()
  let [x, y] = toGraphPoint(canvas, { x: left + width / 2, y: top + height / 2 })
  x -= node.size[0] / 2
  y -= node.size[1] / 2
  const isTaken = () =>
    canvas.graph?.nodes.some(({ pos }) => Math.hypot(pos[0] - x, pos[1] - y) < CASCADE) ?? false
  while (isTaken()) {
    x += CASCADE
    y += CASCADE
  }
  return [x, y]
}
