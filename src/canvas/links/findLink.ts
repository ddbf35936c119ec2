import type { LGraphCanvas, LLink, Point } from '@comfyorg/litegraph'
import { Reroute } from '@comfyorg/litegraph'

/** The link drawn under a point of the graph. @param reach px of the screen on both sides of it */
export function listLinksAt(canvas: LGraphCanvas, [x = 0, y = 0]: Point, reach: number): LLink[] {
  const { ctx, graph, renderedPaths, ds } = canvas
  if (!graph) return []
  const ratio = Math.max(1, window.devicePixelRatio || 1)
  const { lineWidth } = ctx
  ctx.lineWidth = (2 * reach) / ds.scale
  const found = [...renderedPaths].flatMap((segment) => {
    if (!segment.path || !ctx.isPointInStroke(segment.path, x * ratio, y * ratio)) return []
    const link =
      segment instanceof Reroute ? segment.firstLink : graph._links.get(Number(segment.id))
    return link ? [link] : []
  })
  ctx.lineWidth = lineWidth
  return found
}

/** A point of the page on the graph. */
export function toGraph(canvas: LGraphCanvas, { clientX, clientY }: MouseEvent): Point {
  const { left, top } = canvas.canvas.getBoundingClientRect()
  const [x = 0, y = 0] = canvas.ds.convertCanvasToOffset([clientX - left, clientY - top])
  return [x, y]
}

/** Links that a gesture is about, drawn as LiteGraph draws those of what is selected. */
export class LinkHighlight {
  readonly #canvas: LGraphCanvas
  readonly #own = new Set<number>()

  constructor(canvas: LGraphCanvas) {
    this.#canvas = canvas
  }

  add(id: number): void {
    const { highlighted_links } = this.#canvas
    if (highlighted_links[id]) return
    highlighted_links[id] = true
    this.#own.add(id)
    this.#canvas.setDirty(true, true)
  }

  clear(): void {
    if (this.#own.size === 0) return
    for (const id of this.#own) delete this.#canvas.highlighted_links[id]
    this.#own.clear()
    this.#canvas.setDirty(true, true)
  }
}
