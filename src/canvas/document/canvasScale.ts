import type { DocumentJson } from './documentTypes'

const RENDERER = 'workflowRendererVersion'
/** Nodes of ComfyUI's other renderer are larger, and stand further apart in the same measure. */
const FACTOR = 1.2
/** The point that stays where it is. */
const PIVOT = -10

/** Brings documents that were laid out for ComfyUI's other renderer to the canvas's measure, as ComfyUI does. */
export function applyCanvasScale(document: DocumentJson): void {
  if (document.extra[RENDERER] !== 'Vue') return
  for (const graph of [document, ...document.subgraphs]) {
    if (graph.extra[RENDERER] === 'Vue') graph.extra[RENDERER] = 'Vue-corrected'
    for (const node of graph.nodes) {
      node.pos = scalePoint(node.pos)
      if (node.size) node.size = [node.size[0] / FACTOR, node.size[1] / FACTOR]
    }
    for (const reroute of graph.reroutes) reroute.pos = scalePoint(reroute.pos)
    for (const group of graph.groups) group.bounding = scaleBounds(group.bounding)
  }
  for (const { inputNode, outputNode } of document.subgraphs)
    for (const border of [inputNode, outputNode])
      border.bounding = scaleBounds(border.bounding as Bounds)
}

type Bounds = [number, number, number, number]

function scalePoint([x, y]: readonly [number, number]): [number, number] {
  return [(x - PIVOT) / FACTOR + PIVOT, (y - PIVOT) / FACTOR + PIVOT]
}

function scaleBounds([x, y, width, height]: Bounds): Bounds {
  return [...scalePoint([x, y]), width / FACTOR, height / FACTOR]
}
