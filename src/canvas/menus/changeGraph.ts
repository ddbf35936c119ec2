import type { LGraphCanvas } from '@comfyorg/litegraph'

/** Changes the graph on the canvas in one step to undo, and has it drawn. */
export function changeGraph(canvas: LGraphCanvas, change: () => unknown): void {
  const { graph } = canvas
  if (!graph) return
  graph.beforeChange()
  try {
    change()
  } finally {
    graph.afterChange()
    canvas.setDirty(true, true)
  }
}
