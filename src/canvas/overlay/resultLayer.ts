import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import type { OutputFile } from '@/domain/nodeOutput'
import type { Box } from '../execution/box'
import { EMPTY_VIEW, getResultView } from '../execution/resultView'
import { getOverlayOpacity } from '../view/modeLook'
import { listCovers } from './clipCovered'
import { LEAST_SCALE } from './domWidgetLayer'
import { createLayer, getViewTransform, writeStyle } from './frames'
import type { ResultElements } from './resultElements'
import { createResultElements } from './resultElements'

/** What results over the canvas need of the world around them. */
export interface ResultContext {
  viewUrl(file: OutputFile): string
}

/**
 * What of nodes' results the canvas can't draw: animations, players, comparisons, texts, and the buttons that go through
 * pictures. Made for nodes on screen; a sound that plays goes on while its node is out of view.
 */
export class ResultLayer {
  readonly #layer: HTMLElement
  readonly #context: ResultContext
  readonly #shown = new Map<LGraphNode, ResultElements>()

  constructor(parent: HTMLElement, context: ResultContext) {
    this.#layer = createLayer(parent, 'canvas-results')
    this.#context = context
  }

  /** The canvas was drawn: results follow. */
  follow(canvas: LGraphCanvas): void {
    writeStyle(this.#layer, 'transform', getViewTransform(canvas))
    const present = new Set<LGraphNode>()
    if (canvas.ds.scale >= LEAST_SCALE)
      canvas.visible_nodes.forEach((node, index) => {
        if (getResultView(node) === EMPTY_VIEW || node.flags.collapsed) return
        present.add(node)
        this.#place(canvas, node, index)
      })
    for (const [node, elements] of this.#shown) {
      if (present.has(node)) continue
      if (node.graph === canvas.graph && elements.isPlaying()) elements.hide()
      else this.#drop(node, elements)
    }
  }

  dispose(): void {
    for (const [node, elements] of this.#shown) this.#drop(node, elements)
    this.#layer.remove()
  }

  #place(canvas: LGraphCanvas, node: LGraphNode, index: number): void {
    const view = getResultView(node)
    let elements = this.#shown.get(node)
    if (elements && elements.view !== view) {
      this.#drop(node, elements)
      elements = undefined
    }
    if (!elements) {
      elements = createResultElements(canvas, node, view, this.#context)
      this.#shown.set(node, elements)
      this.#layer.append(elements.root)
    }
    const covers: readonly Box[] = listCovers(canvas.visible_nodes, index)
    writeStyle(elements.root, 'zIndex', String(index))
    writeStyle(elements.root, 'opacity', getOverlayOpacity(node))
    elements.place(covers)
  }

  #drop(node: LGraphNode, elements: ResultElements): void {
    this.#shown.delete(node)
    elements.root.remove()
    elements.dispose()
  }
}
