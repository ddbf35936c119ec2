import type { ShallowRef } from 'vue'
import { shallowRef } from 'vue'

export interface FileDrop {
  /** Files are dragged over the page. */
  readonly isOver: Readonly<ShallowRef<boolean>>
  over(event: DragEvent): void
  leave(event: DragEvent): void
  drop(event: DragEvent): void
}

/**
 * Takes files that are dropped where nobody else wants them: a node that takes a picture handles its drop first, and
 * says so by preventing the default.
 */
export function useFileDrop(onFiles: (files: readonly File[]) => void): FileDrop {
  const isOver = shallowRef(false)
  const hasFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') ?? false
  return {
    isOver,
    over(event) {
      if (!hasFiles(event)) return
      event.preventDefault()
      isOver.value = true
    },
    leave(event) {
      const { currentTarget, relatedTarget } = event
      const isInside =
        relatedTarget instanceof Node && (currentTarget as Element).contains(relatedTarget)
      if (!isInside) isOver.value = false
    },
    drop(event) {
      isOver.value = false
      if (event.defaultPrevented || !hasFiles(event)) return
      event.preventDefault()
      onFiles([...(event.dataTransfer?.files ?? [])])
    }
  }
}
