import { useAddNode } from '@/composables/nodes/useAddNode'

/** What a dragged node type is called on its way. */
export const NODE_DRAG_TYPE = 'application/x-comfy-node'

/** Takes node types that are dragged onto the canvas. */
export function useNodeDrop(): {
  over(event: DragEvent): void
  drop(event: DragEvent): void
} {
  const addNode = useAddNode()
  return {
    over(event) {
      if (event.dataTransfer?.types.includes(NODE_DRAG_TYPE)) event.preventDefault()
    },
    drop(event) {
      const classType = event.dataTransfer?.getData(NODE_DRAG_TYPE)
      if (!classType) return
      event.preventDefault()
      addNode(classType, { x: event.clientX, y: event.clientY })
    }
  }
}
