import type { LGraphNode } from '@comfyorg/litegraph'

/** A node as node packs know it when it shows pictures. */
export interface PictureNode extends LGraphNode {
  imgs?: HTMLImageElement[] | undefined
  /** The files behind `imgs`, as the server named them. */
  images?: readonly unknown[] | undefined
  /** The one picture that is enlarged; null for all. */
  imageIndex?: number | null
  /** The picture under the pointer. */
  overIndex?: number | null
}

/** The pictures that are there to be drawn. */
export function getLoadedPictures(node: PictureNode): HTMLImageElement[] {
  return (node.imgs ?? []).filter((img) => img.complete && img.naturalWidth > 0)
}
