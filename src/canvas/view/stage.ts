import type { WorkflowId } from '@/domain/ids'
import type { Cancel, Clock, FrameScheduler } from '@/domain/time'
import type { PainterContext, Painting } from '../execution/executionPainter'
import { paintExecution } from '../execution/executionPainter'
import type { WorkflowGraph } from '../graph/workflowGraph'
import { DomWidgetLayer } from '../overlay/domWidgetLayer'
import { makeElement } from '../overlay/frames'
import { ResultLayer } from '../overlay/resultLayer'
import { ProgressOverlay } from '../overlay/progressOverlay'
import { followDrops } from './followDrops'
import { followFonts } from './followFonts'
import { followLanguage } from './followLanguage'
import { followTouch } from './followTouch'
import { followVisibility } from './followVisibility'
import type { GraphViews } from './graphViews'
import type { usePaletteStore } from '@/stores/paletteStore'
import { followPalette } from './palette'
import { followSize } from './resizeCanvas'
import { WorkflowCanvas } from './workflowCanvas'

export interface StageContext {
  readonly frames: FrameScheduler
  readonly clock: Clock
  readonly views: GraphViews
  readonly palettes: ReturnType<typeof usePaletteStore>
  readonly painter: Omit<PainterContext, 'target'>
  /** The canvas shows another graph: a workflow's root, or one of its subgraphs. */
  readonly onGraphShown: (canvas: WorkflowCanvas) => void
  /** The canvas was drawn. */
  readonly onDrawn: (canvas: WorkflowCanvas) => void
}

function createStatus(overlay: HTMLElement): HTMLElement {
  const status = makeElement('p', 'sr-only')
  status.setAttribute('role', 'status')
  status.dataset.testid = 'canvas-status'
  overlay.append(status)
  return status
}

/** The canvas in the page, with what lies over it. */
export class Stage {
  readonly canvas: WorkflowCanvas
  readonly progress: ProgressOverlay
  readonly #widgets: DomWidgetLayer
  readonly #results: ResultLayer
  readonly #context: StageContext
  readonly #stops: Cancel[]
  readonly #status: HTMLElement
  #painting: Painting | null = null

  constructor(
    element: HTMLCanvasElement,
    overlay: HTMLElement,
    graph: WorkflowGraph,
    context: StageContext
  ) {
    this.#context = context
    this.#widgets = new DomWidgetLayer(overlay)
    this.#results = new ResultLayer(overlay, context.painter)
    this.progress = new ProgressOverlay(overlay, context.clock)
    this.#status = createStatus(overlay)
    this.canvas = new WorkflowCanvas(element, graph, context)
    this.canvas.listen({
      onDrawn: () => {
        this.#widgets.follow(this.canvas)
        this.#results.follow(this.canvas)
        this.progress.follow(this.canvas)
        context.onDrawn(this.canvas)
      },
      onGraphShown: () => context.onGraphShown(this.canvas),
      isCovered: (node) => this.progress.isShowingPreview(node)
    })
    this.#stops = [
      followSize(this.canvas, element),
      followDrops(this.canvas, element),
      followTouch(this.canvas, element, context.clock),
      followVisibility(this.canvas),
      followFonts(this.canvas),
      followLanguage(this.canvas),
      followPalette(this.canvas, context.palettes)
    ]
  }

  /** Tells those who can't see the canvas. */
  say = (text: string): void => {
    this.#status.textContent = text
  }

  get painting(): Painting | null {
    return this.#painting
  }

  /** Paints this workflow's runs from now on, and no other's. */
  paint(workflowId: WorkflowId, graph: WorkflowGraph): void {
    this.stopPainting()
    const context = { ...this.#context.painter, target: this.progress }
    this.#painting = paintExecution(context, workflowId, graph)
  }

  stopPainting(): void {
    this.#painting?.stop()
    this.#painting = null
  }

  dispose(): void {
    this.stopPainting()
    for (const stop of this.#stops) stop()
    this.canvas.dispose()
    this.#widgets.dispose()
    this.#results.dispose()
    this.progress.dispose()
    this.#status.remove()
  }
}
