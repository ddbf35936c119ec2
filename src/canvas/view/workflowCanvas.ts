import type { LGraph, LGraphNode, Positionable, Subgraph } from '@comfyorg/litegraph'
import { LGraphCanvas, SubgraphNode } from '@comfyorg/litegraph'
import type { Cancel, FrameScheduler } from '@/domain/time'
import { addNestedDefinitions, pasteChecked } from '../clipboard/canvasClipboard'
import { drawPictures } from '../execution/drawPictures'
import { whileLoading } from '../graph/loading'
import { unpackSubgraph } from '../graph/unpackSubgraph'
import { sanitiseDialog, sanitiseMarkup } from '../setup/sanitiseMarkup'
import { drawFarWidgets, isFar } from './farWidgets'
import { FaultyNodes } from './faultyNodes'
import { withLightColours } from './lightColours'
import type { GraphViews } from './graphViews'

/** Device pixels per CSS pixel. */
export function getPixelRatio(): number {
  return Math.max(1, window.devicePixelRatio || 1)
}

/** Hears what the canvas did. */
export interface CanvasListener {
  /** A frame was drawn; what lies over the canvas follows. */
  onDrawn(): void
  /** Another graph is shown now. */
  onGraphShown(): void
  /** A live preview lies over the node: its pictures need no drawing. */
  isCovered(node: LGraphNode): boolean
}

/**
 * The one canvas of the page. It draws when something changed and never by itself: LiteGraph says so from many
 * places by setting `dirty_canvas` and `dirty_bgcanvas`, which here ask for one frame.
 */
export class WorkflowCanvas extends LGraphCanvas {
  /** Foreground and background draws so far, for counted budgets. */
  readonly drawCounts = { foreground: 0, background: 0 }
  /** The page's scheme is light. */
  isLight = false
  readonly #frames: FrameScheduler
  readonly #views: GraphViews
  readonly #faulty = new FaultyNodes()
  #listener: CanvasListener | null = null
  #scheduled: Cancel | null = null
  #isDrawing = false
  #isSwitching = false
  #hasForeignText = false

  constructor(
    element: HTMLCanvasElement,
    graph: LGraph,
    { frames, views }: { readonly frames: FrameScheduler; readonly views: GraphViews }
  ) {
    super(element, graph, { skip_render: true })
    this.#frames = frames
    this.#views = views
    this.autoresize = false
    this.show_info = false
    this.render_canvas_border = false
    this.#watchDirt('dirty_canvas')
    this.#watchDirt('dirty_bgcanvas')
    // Packs wrap these "if present" and would then call undefined on every frame (trap 12).
    for (const key of Object.keys(this) as (keyof this)[])
      if (/^on[A-Z]/.test(String(key)) && this[key] === undefined) delete this[key]
    // LiteGraph sets it at the first mouse event only (trap 13).
    LGraphCanvas.active_canvas = this
  }

  listen(listener: CanvasListener | null): void {
    this.#listener = listener
  }

  /** Draws at the next frame if something is dirty; while the page is hidden, when it is shown again. */
  requestDraw(): void {
    if (this.#scheduled || this.#isDrawing || this.pause_rendering || document.hidden) return
    this.#scheduled = this.#frames.schedule(() => {
      this.#scheduled = null
      if (this.dirty_canvas || this.dirty_bgcanvas) this.draw()
    })
  }

  override draw(foreground?: boolean, background?: boolean): void {
    this.#isDrawing = true
    try {
      super.draw(foreground, background)
    } finally {
      this.#isDrawing = false
    }
    if (this.#faulty.takeFault()) this.applyPixels(this.canvas.width, this.canvas.height)
    this.#listener?.onDrawn()
    // A node that grew while it was drawn asks for another frame.
    if (this.dirty_canvas || this.dirty_bgcanvas) this.requestDraw()
  }

  override drawFrontCanvas(): void {
    this.drawCounts.foreground++
    super.drawFrontCanvas()
  }

  override drawBackCanvas(): void {
    this.drawCounts.background++
    super.drawBackCanvas()
  }

  /** A fault in a pack's drawing hook must not take the whole canvas with it. */
  override drawNode(node: LGraphNode, ctx: CanvasRenderingContext2D): void {
    this.#faulty.draw(node, () => {
      if (this.isLight) withLightColours(node, () => super.drawNode(node, ctx))
      else super.drawNode(node, ctx)
      if (!this.#listener?.isCovered(node)) drawPictures(node, ctx)
    })
  }

  override drawNodeWidgets(node: LGraphNode, posY: null, ctx: CanvasRenderingContext2D): void {
    if (isFar(this.ds.scale)) drawFarWidgets(node, ctx)
    else super.drawNodeWidgets(node, posY, ctx)
  }

  /** There is no rendering loop; LiteGraph and packs may ask for one all the same. */
  override startRendering(): void {
    this.is_rendering = true
    this.requestDraw()
  }

  override setGraph(graph: LGraph | Subgraph): void {
    if (graph === this.graph) return
    if (!this.#isSwitching) this.#views.leave(this)
    super.setGraph(graph)
    this.#views.enter(this)
    this.#listener?.onGraphShown()
  }

  override openSubgraph(subgraph: Subgraph): void {
    // LiteGraph empties the selection before it switches.
    this.#views.leave(this)
    this.#isSwitching = true
    try {
      super.openSubgraph(subgraph)
    } finally {
      this.#isSwitching = false
    }
  }

  override getNodeMenuOptions(node: LGraphNode): ReturnType<LGraphCanvas['getNodeMenuOptions']> {
    const options = super.getNodeMenuOptions(node)
    if (!(node instanceof SubgraphNode)) return options
    const callback = () => void unpackSubgraph(this, node)
    return [{ content: 'Unpack Subgraph', callback } as never, null, ...options]
  }

  /** The label is the property's name, which a document may choose. */
  override showEditPropertyValue(
    ...given: Parameters<LGraphCanvas['showEditPropertyValue']>
  ): ReturnType<LGraphCanvas['showEditPropertyValue']> {
    return this.#withForeignText(() => super.showEditPropertyValue(...given))
  }

  /** It names the node's type, which a document may choose. */
  override showShowNodePanel(node: LGraphNode): void {
    this.#withForeignText(() => super.showShowNodePanel(node))
  }

  override createDialog(
    ...[html, options]: Parameters<LGraphCanvas['createDialog']>
  ): ReturnType<LGraphCanvas['createDialog']> {
    return super.createDialog(this.#hasForeignText ? sanitiseDialog(html) : html, options)
  }

  override createPanel(
    ...given: Parameters<LGraphCanvas['createPanel']>
  ): ReturnType<LGraphCanvas['createPanel']> {
    const panel = super.createPanel(...given) as { addHTML(code: string, ...rest: unknown[]): void }
    if (!this.#hasForeignText) return panel
    const { addHTML } = panel
    panel.addHTML = (code, ...rest) => addHTML.call(panel, sanitiseMarkup(code), ...rest)
    return panel
  }

  #withForeignText<T>(task: () => T): T {
    this.#hasForeignText = true
    try {
      return task()
    } finally {
      this.#hasForeignText = false
    }
  }

  /** The page's own handlers copy and paste, with the system's clipboard. */
  override processKey(event: KeyboardEvent): void {
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey
    if (isCommand && /^[cv]$/i.test(event.key)) return
    super.processKey(event)
  }

  override copyToClipboard(items?: Iterable<Positionable>): void {
    super.copyToClipboard(items)
    if (this.graph) addNestedDefinitions(this.graph, items ?? this.selectedItems)
  }

  /** What is pasted may hold nodes of unknown types too. */
  override _pasteFromClipboard(
    options?: Parameters<LGraphCanvas['_pasteFromClipboard']>[0]
  ): ReturnType<LGraphCanvas['_pasteFromClipboard']> {
    const { graph } = this
    if (!graph) return undefined
    const pasted = pasteChecked(graph, () => whileLoading(() => super._pasteFromClipboard(options)))
    if (pasted) graph.afterChange()
    return pasted
  }

  /** Sets the canvas's size in device pixels; the context starts anew, and everything is to be drawn. */
  applyPixels(width: number, height: number): void {
    this.canvas.width = width
    this.canvas.height = height
    const ratio = getPixelRatio()
    this.ctx.scale(ratio, ratio)
    this.setDirty(true, true)
  }

  /** Forgets the frame that was asked for; the canvas is taken from the page. */
  dispose(): void {
    this.#scheduled?.()
    this.#scheduled = null
    this.pause_rendering = true
    this.unbindEvents()
  }

  #watchDirt(key: 'dirty_canvas' | 'dirty_bgcanvas'): void {
    let isDirty = this[key]
    Object.defineProperty(this, key, {
      get: () => isDirty,
      set: (next: boolean) => {
        isDirty = next
        if (next) this.requestDraw()
      },
      enumerable: true,
      configurable: true
    })
  }
}
