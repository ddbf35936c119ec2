import { useAssetActions } from '@/composables/assets/useAssetActions'
import type { Asset } from '@/composables/assets/useAssets'

/** What a dragged file of the server is called on its way. */
export const ASSET_DRAG_TYPE = 'application/x-comfy-asset'

/** Takes pictures of the server that are dragged onto the canvas. */
export function useAssetDrop(): {
  over(event: DragEvent): void
  drop(event: DragEvent): void
} {
  const actions = useAssetActions()
  return {
    over(event) {
      if (event.dataTransfer?.types.includes(ASSET_DRAG_TYPE)) event.preventDefault()
    },
    drop(event) {
      const data = event.dataTransfer?.getData(ASSET_DRAG_TYPE)
      if (!data) return
      event.preventDefault()
      // Only this page's own tiles write this type.
      actions.addToGraph(JSON.parse(data) as Pick<Asset, 'file' | 'kind'>, {
        x: event.clientX,
        y: event.clientY
      })
    }
  }
}
