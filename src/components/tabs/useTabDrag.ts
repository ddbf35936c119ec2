import type { ShallowRef } from 'vue'
import { shallowRef } from 'vue'
import type { WorkflowId } from '@/domain/ids'

/** Type of what a dragged tab carries; files and other drags are left to whoever wants them. */
const TYPE = 'application/x-workflow-tab'

export interface TabDrag {
  /** Where the dragged tab would go: px from the strip's left edge; null while none is dragged over. */
  readonly mark: Readonly<ShallowRef<number | null>>
  start(event: DragEvent, id: WorkflowId): void
  over(event: DragEvent): void
  drop(event: DragEvent): void
  leave(): void
}

/**
 * Reorders tabs by dragging them along their strip.
 * @param getStrip the element whose children are the tabs
 * @param move takes the tab and its place among the others
 */
export function useTabDrag(
  getStrip: () => HTMLElement | null,
  getOrder: () => readonly WorkflowId[],
  move: (id: WorkflowId, index: number) => void
): TabDrag {
  const mark = shallowRef<number | null>(null)
  let dragged: WorkflowId | null = null

  /** The gap between tabs nearest to the pointer. */
  const findGap = (x: number): { index: number; left: number } | null => {
    const strip = getStrip()
    if (!strip) return null
    const rects = [...strip.children].map((tab) => tab.getBoundingClientRect())
    const found = rects.findIndex((rect) => x < rect.left + rect.width / 2)
    const index = found === -1 ? rects.length : found
    const edge = rects[index]?.left ?? rects.at(-1)?.right ?? 0
    return { index, left: edge - strip.getBoundingClientRect().left }
  }
  const end = (): void => {
    dragged = null
    mark.value = null
  }
  return {
    mark,
    start(event, id) {
      dragged = id
      event.dataTransfer?.setData(TYPE, id)
      if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
    },
    over(event) {
      if (dragged === null) return
      event.preventDefault()
      mark.value = findGap(event.clientX)?.left ?? null
    },
    drop(event) {
      const gap = findGap(event.clientX)
      if (dragged !== null && gap) {
        event.preventDefault()
        const from = getOrder().indexOf(dragged)
        move(dragged, gap.index > from ? gap.index - 1 : gap.index)
      }
      end()
    },
    leave: () => void (mark.value = null)
  }
}
