import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { toPercent } from '@/domain/nodeProgress'
import type { Cancel, Clock } from '@/domain/time'
import { getPictureArea } from '../execution/resultLayout'
import type { PaintTarget } from '../execution/executionPainter'
import { READABLE_SCALE, createLayer, getViewTransform, listVisible, writeStyle } from './frames'
import type { NodeMarks } from './nodeMarks'
import { createNodeMarks } from './nodeMarks'

/** ms between two paints of the same bars: ten times a second is as often as anybody can follow [B47]. */
const PAINT_GAP = 100

interface Entry {
  fraction: number | null
  picture: HTMLImageElement | null
  marks: NodeMarks | null
}

/** Bars, percent and live previews over the canvas. A tick of progress changes one element and draws nothing. */
export class ProgressOverlay implements PaintTarget {
  /** Writes to elements so far, for counted budgets. */
  writes = 0
  readonly #layer: HTMLElement
  readonly #clock: Clock
  readonly #entries = new Map<LGraphNode, Entry>()
  #canvas: LGraphCanvas | null = null
  #lastPaint = 0
  #pending: Cancel | null = null
  readonly #changed = new Set<LGraphNode>()

  constructor(parent: HTMLElement, clock: Clock) {
    this.#layer = createLayer(parent, 'canvas-progress')
    this.#layer.setAttribute('aria-hidden', 'true')
    this.#clock = clock
  }

  showProgress(node: LGraphNode, fraction: number | null): void {
    const entry = this.#entries.get(node)
    if (entry ? entry.fraction === fraction : fraction === null) return
    this.#change(node, { fraction })
  }

  showPreview(node: LGraphNode, picture: HTMLImageElement | null): void {
    const entry = this.#entries.get(node)
    if (entry ? entry.picture === picture : picture === null) return
    this.#change(node, { picture })
  }

  /** True while the node's live preview lies over it, so that the canvas need not draw it. */
  isShowingPreview(node: LGraphNode): boolean {
    const entry = this.#entries.get(node)
    return Boolean(entry?.picture && entry.marks)
  }

  /** The canvas was drawn: marks follow pan, zoom, moved and resized nodes. */
  follow(canvas: LGraphCanvas): void {
    this.#canvas = canvas
    writeStyle(this.#layer, 'transform', getViewTransform(canvas))
    if (this.#entries.size === 0) return
    const visible = this.#listShowable(canvas)
    for (const [node, entry] of this.#entries) this.#place(node, entry, visible.has(node))
  }

  dispose(): void {
    this.#pending?.()
    this.#layer.remove()
    this.#entries.clear()
  }

  #change(node: LGraphNode, change: Partial<Pick<Entry, 'fraction' | 'picture'>>): void {
    const entry = this.#entries.get(node) ?? { fraction: null, picture: null, marks: null }
    Object.assign(entry, change)
    this.#entries.set(node, entry)
    this.#changed.add(node)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#pending) return
    const wait = this.#lastPaint + PAINT_GAP - this.#clock.now()
    if (wait <= 0) this.#paint()
    else
      this.#pending = this.#clock.after(wait, () => {
        this.#pending = null
        this.#paint()
      })
  }

  #paint(): void {
    this.#lastPaint = this.#clock.now()
    const visible = this.#canvas ? this.#listShowable(this.#canvas) : new Set<LGraphNode>()
    for (const node of this.#changed) {
      const entry = this.#entries.get(node)
      if (entry) this.#place(node, entry, visible.has(node))
    }
    this.#changed.clear()
  }

  #listShowable(canvas: LGraphCanvas): ReadonlySet<LGraphNode> {
    return canvas.ds.scale < READABLE_SCALE ? new Set() : listVisible(canvas)
  }

  #place(node: LGraphNode, entry: Entry, isVisible: boolean): void {
    const isNeeded = entry.fraction !== null || entry.picture !== null
    if (!isNeeded) this.#entries.delete(node)
    if (!isNeeded || !isVisible) {
      entry.marks?.remove()
      entry.marks = null
      return
    }
    entry.marks ??= createNodeMarks(this.#layer, () => this.writes++)
    const { fraction, picture } = entry
    const top = LiteGraph.NODE_TITLE_HEIGHT
    entry.marks.place({
      x: node.pos[0],
      y: node.pos[1] - top,
      width: node.width,
      height: top + node.bodyHeight
    })
    entry.marks.showProgress(fraction === null ? null : { fraction, percent: toPercent(fraction) })
    const area = getPictureArea(node)
    entry.marks.showPicture(node.flags.collapsed ? null : picture, { ...area, y: area.y + top })
  }
}
