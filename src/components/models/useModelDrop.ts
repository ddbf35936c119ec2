import { useModelActions } from '@/composables/models/useModelActions'
import type { ModelFile } from '@/domain/modelFile'

/** What a dragged model is called on its way. */
export const MODEL_DRAG_TYPE = 'application/x-comfy-model'

/** Takes models that are dragged onto the canvas. */
export function useModelDrop(): {
  over(event: DragEvent): void
  drop(event: DragEvent): void
} {
  const actions = useModelActions()
  return {
    over(event) {
      if (event.dataTransfer?.types.includes(MODEL_DRAG_TYPE)) event.preventDefault()
    },
    drop(event) {
      const data = event.dataTransfer?.getData(MODEL_DRAG_TYPE)
      if (!data) return
      event.preventDefault()
      // Only this page's own rows write this type.
      actions.addToGraph(JSON.parse(data) as ModelFile, { x: event.clientX, y: event.clientY })
    }
  }
}
