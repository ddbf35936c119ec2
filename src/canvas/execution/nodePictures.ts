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
import { getContentBottom, getPictureArea, PICTURE_HEIGHT } from './pictureLayout'
import { listPictures } from './pictureFiles'
import type { PictureNode } from './pictureNode'

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
    const files = this.#findFiles(node, locatorId)
    const urls = files.map((file) => this.#sources.viewUrl(file))
    const key = urls.join('\n')
    if (before.key !== key) this.#show(node, this.#showFiles(node, urls, files, key), before)
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
    node.imageIndex = null
    this.#sources.showPreview(node, picture)
    const isFirst = getPictureArea(node).height < PICTURE_HEIGHT / 2
    if (isFirst) this.#makeRoom(node)
    return { key: image, release: () => giveBack(picture, image) }
  }

  #showFiles(
    node: PictureNode,
    urls: readonly string[],
    files: readonly OutputFile[],
    key: string
  ): Shown {
    if (urls.length === 0) {
      delete node.imgs
      delete node.images
      node.setDirtyCanvas(true)
      return NOTHING
    }
    node.images = files
    node.imageIndex = null
    node.imgs = urls.map((url) => loadPicture(url, () => this.#onLoaded(node, key)))
    return { key }
  }

  #onLoaded(node: PictureNode, key: string): void {
    if (this.#shown.get(node)?.key !== key) return
    this.#makeRoom(node)
    node.setDirtyCanvas(true)
  }

  /** A node gets room for pictures with its first one; what the user made of its size afterwards is kept. */
  #makeRoom(node: LGraphNode): void {
    if (node.flags.collapsed || getPictureArea(node).height >= PICTURE_HEIGHT / 2) return
    node.setSize([node.size[0], getContentBottom(node) + PICTURE_HEIGHT])
    node.setDirtyCanvas(true, true)
    this.#sources.onRoomMade(node)
  }

  #findFiles(node: LGraphNode, locatorId: NodeLocatorId): OutputFile[] {
    const own = listPictures(this.#sources.getOutput(locatorId))
    if (own.length > 0) return own
    for (const inner of listExposed(node)) {
      const files = listPictures(this.#sources.getOutput(inner))
      if (files.length > 0) return files
    }
    const input = findInputFile(node)
    return input ? [input] : []
  }
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
