import type { LGraph, LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'

/** CSS px between the graph and the edge of the minimap. */
const PADDING = 8
/** A small graph isn't blown up beyond this. */
const MAX_SCALE = 0.2

/** A rectangle of the graph. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How the graph lies on the minimap: a point `p` of the graph is at `(p - origin) * scale`. */
export interface MapLayout {
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** Where a node lies, its title included. */
export function getNodeBox({ pos, renderingSize }: LGraphNode): Box {
  const title = LiteGraph.NODE_TITLE_HEIGHT
  return {
    x: pos[0],
    y: pos[1] - title,
    width: renderingSize[0],
    height: renderingSize[1] + title
  }
}

function listBoxes(graph: LGraph): Box[] {
  const groups = graph._groups.map(({ pos, size }) => ({
    x: pos[0],
    y: pos[1],
    width: size[0],
    height: size[1]
  }))
  return [...groups, ...graph._nodes.map(getNodeBox)]
}

/** Fits the graph into the minimap's CSS px, its middle in the middle. */
export function layOutMap(graph: LGraph, width: number, height: number): MapLayout {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const box of listBoxes(graph)) {
    left = Math.min(left, box.x)
    top = Math.min(top, box.y)
    right = Math.max(right, box.x + box.width)
    bottom = Math.max(bottom, box.y + box.height)
  }
  if (left > right) [left, top, right, bottom] = [0, 0, 0, 0]
  const scale = Math.min(
    MAX_SCALE,
    (width - 2 * PADDING) / Math.max(1, right - left),
    (height - 2 * PADDING) / Math.max(1, bottom - top)
  )
  return {
    scale,
    x: (left + right - width / scale) / 2,
    y: (top + bottom - height / scale) / 2
  }
}
