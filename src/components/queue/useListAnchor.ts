import { watch } from 'vue'
import type { PromptId } from '@/domain/ids'

/**
 * Keeps what one reads where it is: when rows come or go above a list that is scrolled down, it scrolls along.
 * At the top it stays there, since that is where new jobs show.
 * @param rowHeight px
 */
export function useListAnchor(
  getIds: () => readonly PromptId[],
  getScroller: () => HTMLElement | null,
  rowHeight: number
): void {
  watch(
    getIds,
    (now, before) => {
      const scroller = getScroller()
      if (!scroller || scroller.scrollTop < rowHeight) return
      const top = Math.floor(scroller.scrollTop / rowHeight)
      const id = before[top]
      const moved = id === undefined ? -1 : now.indexOf(id)
      if (moved !== -1 && moved !== top) scroller.scrollTop += (moved - top) * rowHeight
    },
    { flush: 'post' }
  )
}
