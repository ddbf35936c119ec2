import type { LGraphNode } from '@comfyorg/litegraph'

/** A node as node packs know it when it shows pictures. */
export interface PictureNode extends LGraphNode {
  imgs?: HTMLImageElement[] | undefined
  /** The files behind `imgs`, as the server named them. */
  images?: readonly unknown[] | undefined
  /** The one picture, or pair, that is enlarged and that menus act on; null for all. */
  imageIndex?: number | null
  /** The picture under the pointer. */
  overIndex?: number | null
}

const earlier = new WeakMap<PictureNode, HTMLImageElement[]>()

/** What a node shows now stays on show until the pictures that take its place are loaded: nothing flashes. */
export function keepShown(node: PictureNode): void {
  const shown = getLoadedPictures(node)
  if (shown.length > 0) earlier.set(node, shown)
  else earlier.delete(node)
}

/** True once all of a node's pictures are loaded, or have failed to. */
export function areLoaded({ imgs = [] }: PictureNode): boolean {
  return imgs.every(({ complete }) => complete)
}

/** The pictures that are there to be drawn: all of them at once, so that a grid doesn't change its cells as they come. */
export function getLoadedPictures(node: PictureNode): HTMLImageElement[] {
  if (!areLoaded(node)) return earlier.get(node) ?? []
  earlier.delete(node)
  return (node.imgs ?? []).filter((img) => img.naturalWidth > 0)
}
