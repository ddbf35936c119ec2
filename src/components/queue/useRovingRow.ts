import type { ComputedRef } from 'vue'
import { computed, nextTick, shallowRef, watch } from 'vue'
import { keepFocus } from '@/composables/ui/keepFocus'
import type { PromptId } from '@/domain/ids'
import { hasModifier } from '@/domain/keyCombo'

/** Rows that Page Up and Page Down go. */
const PAGE = 8

export interface RovingRow {
  /** Where that row is; -1 without rows. */
  readonly index: ComputedRef<number>
  /** The row that Tab comes to. */
  readonly current: ComputedRef<PromptId | null>
  onKeydown(event: KeyboardEvent): void
  onFocus(event: FocusEvent): void
}

/**
 * The list is one stop of the Tab key; inside, arrows, Home, End and the page keys go from row to row. The keyboard stays
 * with a row that moves, and goes to the row next to one that goes: elsewhere the same key may mean something else.
 */
export function useRovingRow(
  getIds: () => readonly PromptId[],
  scrollTo: (index: number) => void,
  getScroller: () => HTMLElement | null
): RovingRow {
  const chosen = shallowRef<PromptId | null>(null)
  const current = computed(() => {
    const ids = getIds()
    return chosen.value && ids.includes(chosen.value) ? chosen.value : (ids[0] ?? null)
  })
  const index = computed(() => (current.value ? getIds().indexOf(current.value) : -1))
  watch(getIds, (ids, before) => {
    const at = chosen.value ? before.indexOf(chosen.value) : -1
    if (at === -1 || ids.includes(chosen.value!)) return
    const left = new Set(ids)
    const isLeft = (id: PromptId): boolean => left.has(id)
    chosen.value = before.slice(at).find(isLeft) ?? before.slice(0, at).findLast(isLeft) ?? null
  })
  const focusAt = async (index: number): Promise<void> => {
    const ids = getIds()
    const id = ids[Math.min(ids.length - 1, Math.max(0, index))]
    if (!id) return getScroller()?.focus()
    chosen.value = id
    scrollTo(ids.indexOf(id))
    // The row may not exist before the list has scrolled to it.
    await nextTick()
    await nextTick()
    getScroller()
      ?.querySelector<HTMLElement>(`[data-prompt-id="${CSS.escape(id)}"]`)
      ?.focus()
  }
  keepFocus(getScroller, getIds, () => void focusAt(index.value))
  return {
    current,
    index,
    onKeydown(event) {
      const isRow = (event.target as HTMLElement).matches('[data-testid="job-row"]')
      if (!isRow || hasModifier(event)) return
      const target = getTarget(event.key, index.value, getIds().length)
      if (target === null) return
      event.preventDefault()
      void focusAt(target)
    },
    onFocus(event) {
      const row = (event.target as HTMLElement).closest<HTMLElement>('[data-prompt-id]')
      if (row) chosen.value = row.dataset.promptId as PromptId
    }
  }
}

function getTarget(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return index + 1
    case 'ArrowUp':
      return index - 1
    case 'PageDown':
      return index + PAGE
    case 'PageUp':
      return index - PAGE
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
