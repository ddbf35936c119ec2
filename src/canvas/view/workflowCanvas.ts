import type { LGraph, LGraphNode, Positionable, Subgraph } from '@comfyorg/litegraph'
import { LGraphCanvas, LiteGraph } from '@comfyorg/litegraph'
import toFastProperties from 'to-fast-properties'
import type { Cancel, FrameScheduler } from '@/domain/time'
import { addNestedDefinitions, pasteChecked } from '../clipboard/canvasClipboard'
import { drawPictures } from '../execution/drawPictures'
import { whileLoading } from '../graph/loading'
import { askInspector } from '../inspector/askInspector'
import { addRerouteAt } from '../links/addReroute'
import { guardBorderDrops } from '../links/borderDrops'
import { listGroupEntries } from '../menus/groupMenu'
import { extendCanvasMenu, extendNodeMenu } from '../menus/nodeMenu'
import { listLinkedInView, sumPlaces } from '../links/linksInView'
import { withOwnEntries } from '../setup/contextMenu'
import { sanitiseDialog } from '../setup/sanitiseMarkup'
import { drawBackground } from './backgroundGrid'
import { copySelectedOnDrag } from './dragCopies'
import { drawFarWidgets, isFar } from './farWidgets'
import { FaultyNodes } from './faultyNodes'
import { closeDialogs, holdKeyboard } from './holdDialog'
import { keepInView } from './keepInView'
import { nameFields } from './nameFields'
import { withLightColours } from './lightColours'
import { withOpacity } from './nodeOpacity'
import type { GraphViews } from './graphViews'
import { withModeLook } from './modeLook'
import { applyWheel } from './wheelView'

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
  /** Draws so far, for counted budgets. */
  drawCount = 0
  /** The page's scheme is light. */
  isLight = false
  /** Of the bodies of nodes; 0.01..1. */
  nodeOpacity = 1
  /** The mouse only moves the view. */
  isLocked = false
  /** Of the dots in the background. */
  gridColour = ''
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
    guardBorderDrops(this.linkConnector)
    // Nearly every draw is of both layers: copying a background canvas into the front one costs more than its links.
    this.bgcanvas = this.canvas
    this.bgctx = this.ctx
    this.show_info = false
    this.render_canvas_border = false
    // Blurring them takes a quarter of a frame without a GPU.
    this.render_shadows = false
    // A palette's picture is left to LiteGraph.
    this.onRenderBackground = (_, ctx) => !this.background_image && drawBackground(this, ctx)
    this.#watchDirt('dirty_canvas')
    this.#watchDirt('dirty_bgcanvas')
    // Packs wrap these "if present" and would then call undefined on every frame (trap 12).
    for (const key of Object.keys(this) as (keyof this)[])
      if (/^on[A-Z]/.test(String(key)) && this[key] === undefined) delete this[key]
    // Deleting made the canvas an object that is slow to read, and each draw reads it thousands of times.
    toFastProperties(this)
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

  /** Draws at once what is due: LiteGraph finds what is at a point among what it drew last, and where it drew it. */
  drawDue(): void {
    if (!this.#scheduled) return
    this.#scheduled()
    this.#scheduled = null
    this.draw()
  }

  override draw(foreground?: boolean, background?: boolean): void {
    this.#isDrawing = true
    try {
      const isDue = foreground || background || this.dirty_canvas || this.dirty_bgcanvas
      this.dirty_bgcanvas = false
      super.draw(isDue, false)
    } finally {
      this.#isDrawing = false
    }
    if (this.#faulty.takeFault()) this.applyPixels(this.canvas.width, this.canvas.height)
    this.#listener?.onDrawn()
    // A node that grew while it was drawn asks for another frame.
    if (this.dirty_canvas || this.dirty_bgcanvas) this.requestDraw()
  }

  override drawFrontCanvas(): void {
    this.drawCount++
    super.drawFrontCanvas()
  }

  override drawBackCanvas(): void {
    super.drawBackCanvas()
    // LiteGraph asks for the front canvas, which is just being drawn.
    this.dirty_canvas = false
  }

  override drawConnections(ctx: CanvasRenderingContext2D): void {
    const { graph } = this
    if (!graph) return
    const nodes = graph._nodes
    graph._nodes = listLinkedInView(graph, this.visible_area)
    try {
      super.drawConnections(ctx)
    } finally {
      graph._nodes = nodes
    }
  }

  /** LiteGraph draws the links of what is selected in white, which is lost on a light canvas. */
  override renderLink(...given: Parameters<LGraphCanvas['renderLink']>): void {
    const link = given[3]
    if (!this.isLight || !link || !this.highlighted_links[link.id]) {
      super.renderLink(...given)
      return
    }
    this.highlighted_links[link.id] = false
    given[6] = LiteGraph.NODE_BOX_OUTLINE_COLOR
    try {
      super.renderLink(...given)
    } finally {
      this.highlighted_links[link.id] = true
    }
  }

  /** A fault in a pack's drawing hook must not take the whole canvas with it. */
  override drawNode(node: LGraphNode, ctx: CanvasRenderingContext2D): void {
    this.#faulty.draw(node, () => {
      if (this.isLight) withLightColours(node, () => this.#drawInMode(node, ctx))
      else this.#drawInMode(node, ctx)
    })
  }

  #drawInMode(node: LGraphNode, ctx: CanvasRenderingContext2D): void {
    const places = sumPlaces(node)
    withModeLook(this, node, () => {
      super.drawNode(node, ctx)
      if (!this.#listener?.isCovered(node)) drawPictures(node, ctx, this.editor_alpha)
    })
    // A field gets its place when it is drawn, which is after the links: they follow in one more frame.
    if (!Object.is(sumPlaces(node), places)) this.dirty_canvas = true
  }

  override drawNodeShape(...given: Parameters<LGraphCanvas['drawNodeShape']>): void {
    const [node, ctx, size, title, body, isSelected] = given
    super.drawNodeShape(
      node,
      ctx,
      size,
      title,
      typeof body === 'string' ? withOpacity(body, this.nodeOpacity) : body,
      isSelected
    )
  }

  override drawNodeWidgets(node: LGraphNode, posY: null, ctx: CanvasRenderingContext2D): void {
    if (isFar(this.ds.scale)) drawFarWidgets(node, ctx, this.editor_alpha)
    else super.drawNodeWidgets(node, posY, ctx)
  }

  /** There is no rendering loop; LiteGraph and packs may ask for one all the same. */
  override startRendering(): void {
    this.is_rendering = true
    this.requestDraw()
  }

  override processMouseDown(event: PointerEvent): void {
    this.drawDue()
    const last = this.pointer.eLastDown
    // A press of the right button and one of the left are no double press.
    if (last && last.button !== event.button) delete this.pointer.eLastDown
    // Programs press twice within one tick of the clock, which LiteGraph does not take for a double press.
    if (last && event.timeStamp === last.timeStamp)
      Object.defineProperty(event, 'timeStamp', { value: last.timeStamp + 0.01 })
    super.processMouseDown(event)
    if (event.altKey) copySelectedOnDrag(this, event)
  }

  /** The browser also tells of a mouse that rests, after a layout: a press that is held must not become a drag by it. */
  override processMouseMove(event: PointerEvent): void {
    const { eDown, dragStarted } = this.pointer
    const [x, y] = this.last_mouse
    const isHeld = eDown && !dragStarted && (event.buttons & eDown.buttons) !== 0
    if (isHeld && event.clientX === x && event.clientY === y) return
    super.processMouseMove(event)
  }

  override processMouseUp(event: PointerEvent): void {
    const { resizingGroup } = this
    super.processMouseUp(event)
    // All else that a drag changes, LiteGraph tells by itself.
    if (resizingGroup) this.graph?.afterChange()
  }

  override setGraph(graph: LGraph | Subgraph): void {
    if (graph === this.graph) return
    if (!this.#isSwitching) this.#views.leave(this)
    closeDialogs(this.canvas)
    super.setGraph(graph)
    // A press in one graph and the next in another are no double press.
    delete this.pointer.eLastDown
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
    return extendNodeMenu(this, node, options as never) as typeof options
  }

  override getCanvasMenuOptions(): ReturnType<LGraphCanvas['getCanvasMenuOptions']> {
    const [x = 0, y = 0] = this.graph_mouse
    const options = extendCanvasMenu(this, super.getCanvasMenuOptions() as never)
    const group = this.graph?.getGroupOnPos(x, y)
    return [...options, ...listGroupEntries(this, group)] as never
  }

  override showLinkMenu(
    ...given: Parameters<LGraphCanvas['showLinkMenu']>
  ): ReturnType<LGraphCanvas['showLinkMenu']> {
    return withOwnEntries(() => super.showLinkMenu(...given))
  }

  override showConnectionMenu(
    ...given: Parameters<LGraphCanvas['showConnectionMenu']>
  ): ReturnType<LGraphCanvas['showConnectionMenu']> {
    return withOwnEntries(() => super.showConnectionMenu(...given))
  }

  /** The label is the property's name, which a document may choose. */
  override showEditPropertyValue(
    ...given: Parameters<LGraphCanvas['showEditPropertyValue']>
  ): ReturnType<LGraphCanvas['showEditPropertyValue']> {
    return this.#withForeignText(() => super.showEditPropertyValue(...given))
  }

  /** What LiteGraph's panel edits, the inspector does; packs open it by this name too. */
  override showShowNodePanel(node: LGraphNode): void {
    this.selectItems([node])
    askInspector('look')
  }

  /** LiteGraph knows no node for the slots of any type. */
  override createDefaultNodeForSlot(
    request: Parameters<LGraphCanvas['createDefaultNodeForSlot']>[0]
  ): boolean {
    if (request.nodeType !== 'AUTO') return super.createDefaultNodeForSlot(request)
    return addRerouteAt(this, request)
  }

  override createDialog(
    ...[html, options]: Parameters<LGraphCanvas['createDialog']>
  ): ReturnType<LGraphCanvas['createDialog']> {
    const dialog = super.createDialog(this.#hasForeignText ? sanitiseDialog(html) : html, options)
    return holdKeyboard(keepInView(nameFields(dialog)))
  }

  override prompt(...given: Parameters<LGraphCanvas['prompt']>): HTMLDivElement {
    return holdKeyboard(keepInView(nameFields(super.prompt(...given))))
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
    // Nothing that is locked is deleted by a key.
    if (this.isLocked && event.key !== ' ') return
    super.processKey(event)
    // LiteGraph takes the lock away with the space bar.
    if (this.isLocked) this.read_only = true
  }

  override processMouseWheel(event: WheelEvent): void {
    applyWheel(this, event)
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
