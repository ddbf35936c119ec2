import type { LGraph, LGraphCanvas, Positionable } from '@comfyorg/litegraph'
import { createBounds, LGraphNode } from '@comfyorg/litegraph'

/** What the user saw of a graph when they left it. */
interface View {
  readonly scale: number
  readonly offset: readonly [number, number]
  readonly selected: ReadonlySet<Positionable>
}

/** Share of the canvas that a graph fills when it is fitted into view. */
const FIT_ZOOM = 0.85
/** A small graph isn't blown up beyond its natural size. */
const MAX_FIT_SCALE = 1

/** Pan, zoom and selection of every graph, so that each is found as it was left (LiteGraph trap 4). */
export class GraphViews {
  readonly #views = new WeakMap<LGraph, View>()

  /** Remembers the view and lets go of the selection: the canvas is about to show another graph. */
  leave(canvas: LGraphCanvas): void {
    const { graph, ds } = canvas
    if (!graph) return
    const selected = new Set(canvas.selectedItems)
    this.#views.set(graph, { scale: ds.scale, offset: [...ds.offset], selected })
    // A subgraph's view is no part of the document: entering one is no edit.
    if (graph.isRootGraph) graph.extra.ds = { scale: ds.scale, offset: [...ds.offset] }
    canvas.deselectAll()
  }

  /** Shows the graph as it was left; the first time as its document says, else all of it. */
  enter(canvas: LGraphCanvas): void {
    const { graph } = canvas
    if (!graph) return
    const view = this.#views.get(graph)
    const stored = view ?? graph.extra.ds
    if (isPlace(stored)) {
      canvas.ds.scale = stored.scale
      canvas.ds.offset = [stored.offset[0], stored.offset[1]]
    } else fitIntoView(canvas, graph.positionableItems())
    const present = new Set(graph.positionableItems())
    for (const item of view?.selected ?? []) if (present.has(item as never)) canvas.select(item)
  }

  /** The document was replaced: what was remembered of the graph no longer holds. */
  forget(graph: LGraph): void {
    this.#views.delete(graph)
  }
}

function isPlace(value: unknown): value is { scale: number; offset: readonly [number, number] } {
  const { scale, offset } = (value ?? {}) as { scale?: unknown; offset?: unknown }
  return (
    typeof scale === 'number' &&
    scale > 0 &&
    Array.isArray(offset) &&
    offset.length >= 2 &&
    offset.every((number) => Number.isFinite(number))
  )
}

/** Brings items into view without enlarging them. */
export function fitIntoView(canvas: LGraphCanvas, items: Iterable<Positionable>): void {
  const list = [...items]
  // Until it is drawn, a node doesn't know where it is.
  for (const item of list) if (item instanceof LGraphNode) item.updateArea(canvas.ctx)
  const bounds = createBounds(list)
  const { ds } = canvas
  if (bounds) {
    ds.fitToBounds(bounds, { zoom: FIT_ZOOM })
    if (ds.scale > MAX_FIT_SCALE) {
      ds.scale = MAX_FIT_SCALE
      ds.fitToBounds(bounds, { zoom: 0 })
    }
  } else ds.reset()
  canvas.setDirty(true, true)
}
