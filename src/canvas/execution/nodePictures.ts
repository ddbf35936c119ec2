import type { LGraphNode } from '@comfyorg/litegraph'
import { SubgraphNode } from '@comfyorg/litegraph'
import type { NodeLocatorId } from '@/domain/ids'
import { toNodeLocatorId } from '@/domain/ids'
import type { NodeOutput, OutputFile } from '@/domain/nodeOutput'
import type { PreviewImage } from '@/events/executionEvent'
import type { NodePreview } from '@/stores/imagePreviewStore'
import { acquirePreviewUrl, releasePreviewUrl } from '@/stores/previewUrls'
import { toList } from '../document/coerce'
import { getNodeLocator } from '../graph/findNode'
import { findInputFile } from './inputFile'
import { findTextField } from './nodeTexts'
import { getContentBottom } from './pictureLayout'
import type { PictureNode } from './pictureNode'
import { keepShown } from './pictureNode'
import { getResultArea, getWantedHeight, layOutFields, PICTURE_HEIGHT } from './resultLayout'
import type { ResultView } from './resultView'
import { EMPTY_VIEW, listViewFiles, readResult, setResultView } from './resultView'

export interface PictureSources {
  getOutput(locatorId: NodeLocatorId): NodeOutput | undefined
  getPreview(locatorId: NodeLocatorId): NodePreview | undefined
  viewUrl(file: OutputFile): string
  /** Lays a live preview over the node, or takes it away (null). */
  showPreview(node: LGraphNode, picture: HTMLImageElement | null): void
  /** The node was made larger for its pictures. */
  onRoomMade(node: LGraphNode): void
}

interface Shown {
  /** Equal for equal pictures. */
  readonly key: unknown
  readonly release?: () => void
}

const NOTHING: Shown = { key: '' }

/**
 * Gives each node its pictures: the live preview while there is one, else its result, else what its own upload widget
 * names [B20]. A node is written only when its pictures are others than before.
 */
export class NodePictures {
  readonly #shown = new Map<LGraphNode, Shown>()
  readonly #sources: PictureSources

  constructor(sources: PictureSources) {
    this.#sources = sources
  }

  update(node: LGraphNode): void {
    const locatorId = getNodeLocator(node)
    if (!locatorId) return
    const preview = this.#sources.getPreview(locatorId)
    const before = this.#shown.get(node) ?? NOTHING
    if (preview) {
      if (before.key !== preview.image) this.#show(node, this.#showPreview(node, preview), before)
      return
    }
    const view = this.#findView(node, locatorId)
    const urls = view.pictures.map((file) => this.#sources.viewUrl(file))
    const key = describe(view, urls)
    if (before.key !== key) this.#show(node, this.#showView(node, view, urls, key), before)
  }

  /** Gives back the live previews of nodes that are in their graph no more [B18]. */
  dropRemoved(): void {
    for (const [node, shown] of this.#shown) {
      if (!shown.release || node.graph?.getNodeById(node.id) === node) continue
      this.#sources.showPreview(node, null)
      shown.release()
      this.#shown.delete(node)
    }
  }

  /** Gives back live previews; results stay on their nodes. */
  dispose(): void {
    for (const [node, shown] of this.#shown) {
      if (!shown.release) continue
      // Nothing tells the overlay of a preview that goes while its workflow is in the background [B16].
      this.#sources.showPreview(node, null)
      shown.release()
      delete (node as PictureNode).imgs
    }
    this.#shown.clear()
  }

  #show(node: LGraphNode, next: Shown, before: Shown): void {
    this.#shown.set(node, next)
    // The new preview is there before the old one goes: the picture doesn't flash.
    before.release?.()
    if (before.release && !next.release) this.#sources.showPreview(node, null)
  }

  #showPreview(node: PictureNode, { image }: NodePreview): Shown {
    const picture = new Image()
    picture.src = acquirePreviewUrl(image)
    node.imgs = [picture]
    setResultView(node, EMPTY_VIEW)
    this.#sources.showPreview(node, picture)
    this.#makeRoom(node, PICTURE_HEIGHT)
    return { key: image, release: () => giveBack(picture, image) }
  }

  #showView(node: PictureNode, view: ResultView, urls: readonly string[], key: string): Shown {
    setResultView(node, view)
    // What was chosen among the same pictures stays so over a switch to another workflow and back.
    if (chosenOf.get(node) !== key) node.imageIndex = null
    chosenOf.set(node, key)
    node.setDirtyCanvas(true)
    const files = listViewFiles(view)
    // Nothing is deleted from a node: that makes it slow to draw for good.
    if (files.length > 0 || node.images) node.images = files.length > 0 ? files : undefined
    keepShown(node)
    if (urls.length > 0)
      node.imgs = urls.map((url) => loadPicture(url, () => this.#onLoaded(node, key, view)))
    else {
      if (node.imgs) node.imgs = undefined
      this.#makeRoom(node, getWantedHeight(view))
    }
    return view === EMPTY_VIEW ? NOTHING : { key }
  }

  #onLoaded(node: PictureNode, key: string, view: ResultView): void {
    if (this.#shown.get(node)?.key !== key) return
    this.#makeRoom(node, getWantedHeight(view))
    node.setDirtyCanvas(true)
  }

  /** A node gets room for a result with its first one; what the user made of its size afterwards is kept. */
  #makeRoom(node: LGraphNode, wanted: number): void {
    if (wanted === 0 || node.flags.collapsed) return
    layOutFields(node)
    if (getResultArea(node).height >= wanted / 2) return
    node.setSize([node.size[0], getContentBottom(node) + wanted])
    node.setDirtyCanvas(true, true)
    this.#sources.onRoomMade(node)
  }

  #findView(node: LGraphNode, locatorId: NodeLocatorId): ResultView {
    const takers = {
      isOwnDisplay: typeof (node as { onExecuted?: unknown }).onExecuted === 'function',
      hasTextField: findTextField(node) !== undefined
    }
    for (const source of [locatorId, ...listExposed(node)]) {
      const output = this.#sources.getOutput(source)
      const view = output ? readResult(output, takers) : EMPTY_VIEW
      if (listViewFiles(view).length + view.texts.length > 0) return view
    }
    const input = findInputFile(node)
    return input ? readResult({ images: [input] }, takers) : EMPTY_VIEW
  }
}

/** What the chosen picture of a node was chosen from. */
const chosenOf = new WeakMap<LGraphNode, string>()

/** Equal for equal views; empty for one that shows nothing. */
function describe(view: ResultView, urls: readonly string[]): string {
  if (view === EMPTY_VIEW) return ''
  const { pairs, players, texts, moving } = view
  return [...urls, JSON.stringify([pairs, players, texts, [...moving]])].join('\n')
}

/** Inner nodes whose pictures a subgraph instance shows. */
export function listExposed(node: LGraphNode): NodeLocatorId[] {
  if (!(node instanceof SubgraphNode)) return []
  return toList(node.properties.previewExposures).flatMap((exposure) => {
    const { sourceNodeId } = (exposure ?? {}) as { sourceNodeId?: unknown }
    return sourceNodeId === undefined
      ? []
      : [toNodeLocatorId(`${node.subgraph.id}:${String(sourceNodeId)}`)]
  })
}

/** A picture that was replaced before it was loaded is not loaded any more: its address is about to go. */
function giveBack(picture: HTMLImageElement, image: PreviewImage): void {
  if (!picture.complete) picture.removeAttribute('src')
  releasePreviewUrl(image)
}

function loadPicture(url: string, onLoad: () => void): HTMLImageElement {
  const picture = new Image()
  picture.addEventListener('load', onLoad, { once: true })
  picture.src = url
  return picture
}
