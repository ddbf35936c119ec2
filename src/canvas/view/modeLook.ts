import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { LGraphEventMode, LiteGraph } from '@comfyorg/litegraph'

/** How opaque a node is that takes no part in a run: 0..1. */
const MUTED = 0.4
const BYPASSED = 0.5
/** Of the colour of bypassed nodes: together with what is above, the fifth that ComfyUI lays on, and texts are legible. */
const TINT = '40%'
/** What lies over a node in elements, such as a text that is written: it stays legible. */
const OVERLAID = 0.5

/** ComfyUI's name for the colour of bypassed nodes, which palettes set. */
const constants = LiteGraph as unknown as { readonly NODE_BYPASS_BGCOLOR: string }

const getTint = () => `color-mix(in srgb, ${constants.NODE_BYPASS_BGCOLOR} ${TINT}, transparent)`
const isBypassed = ({ mode }: LGraphNode) => mode === LGraphEventMode.BYPASS

/** 1 for a node that runs. */
export function getOpacity(node: LGraphNode): number {
  if (isBypassed(node)) return BYPASSED
  return node.mode === LGraphEventMode.NEVER ? MUTED : 1
}

/** The same for an element over the node, as a style; empty where the element's own holds. */
export function getOverlayOpacity(node: LGraphNode): string {
  return getOpacity(node) < 1 ? String(OVERLAID) : ''
}

/** Draws a muted node faintly, and a bypassed one in a colour of its own besides; the document keeps its colours. */
export function withModeLook(canvas: LGraphCanvas, node: LGraphNode, draw: () => void): void {
  const opacity = getOpacity(node)
  if (opacity === 1) return draw()
  const coloured = node as { bgcolor?: string | undefined }
  const { bgcolor } = coloured
  const { editor_alpha } = canvas
  canvas.editor_alpha = editor_alpha * opacity
  if (isBypassed(node)) coloured.bgcolor = getTint()
  try {
    draw()
  } finally {
    canvas.editor_alpha = editor_alpha
    coloured.bgcolor = bgcolor
  }
}
