import type { LGraph, LGraphCanvas, Positionable, ReadOnlyRect } from '@comfyorg/litegraph'
import { createBounds, LGraphGroup, LGraphNode } from '@comfyorg/litegraph'

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
/** Graph px that a graph counts at least, so that one without height leaves a scale. */
const LEAST_SIDE = 300
/** How much of its scale a graph gives up for not lying under the minimap; one that would be smaller lies there. */
const LEAST_SHARE = 0.75

/** Pan, zoom and selection of every graph, so that each is found as it was left (LiteGraph trap 4). */
export class GraphViews {
  readonly #views = new WeakMap<LGraph, View>()
  readonly #getTaken: () => Element | null

  /** @param getTaken what lies over the canvas for good: the minimap's place */
  constructor(getTaken: () => Element | null = () => null) {
    this.#getTaken = getTaken
  }

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
    } else this.fit(canvas, graph.positionableItems())
    const present = new Set(graph.positionableItems())
    for (const item of view?.selected ?? []) if (present.has(item as never)) canvas.select(item)
  }

  /** Brings items into view without enlarging them, and beside the minimap where they stay large there. */
  fit(canvas: LGraphCanvas, items: Iterable<Positionable>): void {
    const list = [...items]
    // Until it is drawn, a node doesn't know where it is.
    for (const item of list) if (item instanceof LGraphNode) item.updateArea(canvas.ctx)
    const bounds = createBounds(list)
    const { ds } = canvas
    if (bounds) {
      const view = chooseView(canvas, bounds, list, this.#getTaken())
      ds.scale = view.scale
      ds.offset = [view.offset[0], view.offset[1]]
    } else ds.reset()
    canvas.setDirty(true, true)
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

type Placement = Pick<View, 'scale' | 'offset'>
/** Left, top, width and height. */
type Box = readonly [number, number, number, number]

/** All of the canvas, unless an item would lie under what takes a part of it and there is room beside that. */
function chooseView(
  { ds, canvas }: LGraphCanvas,
  bounds: ReadOnlyRect,
  items: readonly Positionable[],
  taken: Element | null
): Placement {
  const width = ds.element.width / window.devicePixelRatio
  const height = ds.element.height / window.devicePixelRatio
  const whole = placeIn(bounds, width, height)
  if (!taken) return whole
  const place = taken.getBoundingClientRect()
  const origin = canvas.getBoundingClientRect()
  const [left, top] = [place.left - origin.left, place.top - origin.top]
  const area = [left, top, left + place.width, top + place.height] as const
  if (place.width === 0 || !items.some((item) => liesUnder(item, whole, area))) return whole
  const beside = placeIn(bounds, left, height)
  const above = placeIn(bounds, width, top)
  const best = beside.scale > above.scale ? beside : above
  return best.scale >= LEAST_SHARE * whole.scale ? best : whole
}

/** In the middle of a part of the canvas that begins at its top left; its size in CSS px. */
function placeIn(bounds: ReadOnlyRect, width: number, height: number): Placement {
  const [x, y, wide, high] = bounds as Box
  const fitting =
    FIT_ZOOM * Math.min(width / Math.max(wide, LEAST_SIDE), height / Math.max(high, LEAST_SIDE))
  const scale = Math.min(fitting, MAX_FIT_SCALE)
  return {
    scale,
    offset: [width / scale / 2 - x - wide / 2, height / scale / 2 - y - high / 2]
  }
}

/** Groups are frames, of which only the corner is read. */
function liesUnder(
  item: Positionable,
  { scale, offset }: Placement,
  [left, top, right, bottom]: readonly [number, number, number, number]
): boolean {
  if (item instanceof LGraphGroup) return false
  const [x, y, wide, high] = item.boundingRect as Box
  const [itemLeft, itemTop] = [(x + offset[0]) * scale, (y + offset[1]) * scale]
  const isBeside = itemLeft >= right || itemLeft + wide * scale <= left
  return !isBeside && itemTop < bottom && itemTop + high * scale > top
}
