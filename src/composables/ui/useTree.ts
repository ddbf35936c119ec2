import { useVirtualizer } from '@tanstack/vue-virtual'
import type { Virtualizer } from '@tanstack/vue-virtual'
import type { ComputedRef, CSSProperties, Ref } from 'vue'
import { computed, nextTick, shallowRef, useId, watch } from 'vue'
import { hasModifier } from '@/domain/keyCombo'
import { keepFocus, keepInRange } from './keepFocus'
import type { TreeRow, TypedText } from './treeKeys'
import { countSiblings, findTyped, getTreeStep, typeOn } from './treeKeys'
import type { Place } from './useMenu'

/** What a tree is made of, and what its lines do. */
export interface TreeParts<Row extends TreeRow> {
  /** The element that scrolls. */
  readonly scroller: Readonly<Ref<HTMLElement | null>>
  readonly rows: () => readonly Row[]
  /** px */
  readonly rowHeight: number
  /** What is searched for; another search begins at the top. */
  readonly searchText: () => string
  /** What letters go by. */
  getLabel(row: Row): string
  toggle(row: Row): void
  activate(row: Row): void
  openMenu(row: Row, at: Place): void
  /** Keys that aren't the tree's own. @returns whether it was one */
  pressKey(row: Row, event: KeyboardEvent): boolean
}

/** Attributes of a line's element. */
export type TreeLine = Readonly<Record<string, unknown>> & { readonly style: CSSProperties }

export interface Tree<Row extends TreeRow> {
  /** Lines in view and near it, and the one that the keyboard is on. */
  readonly lines: ComputedRef<readonly { readonly row: Row; readonly line: TreeLine }[]>
  /** Of all lines, in px. */
  readonly height: ComputedRef<number>
  readonly onKeydown: (event: KeyboardEvent) => void
  readonly onFocusin: (event: FocusEvent) => void
  /** The next Tab into the tree leads to this line. */
  setCurrent(row: Row): void
  /** Gives the keyboard to the current line. */
  focus(): void
}

/**
 * A tree as the ARIA authoring practices describe it, of any length: one line at a time is in the order of Tab, arrows and
 * letters move between lines, and only lines in view are in the document.
 */
export function useTree<Row extends TreeRow>(parts: TreeParts<Row>): Tree<Row> {
  const { scroller, rows } = parts
  const treeId = useId()
  const { index, setCurrent } = useCurrentRow(rows)
  const virtualizer = useVisibleRows(parts, index)
  const siblings = computed(() => countSiblings(rows()))
  const getId = (at: number): string => `${treeId}-${at}`
  const getLine = (at: number): HTMLElement | null => document.getElementById(getId(at))
  const focus = (): void => getLine(index.value)?.focus({ preventScroll: true })
  const moveTo = async (at: number): Promise<void> => {
    setCurrent(rows()[at])
    virtualizer.value.scrollToIndex(at, { align: 'auto' })
    await nextTick()
    focus()
  }
  watch(parts.searchText, () => {
    setCurrent(undefined)
    virtualizer.value.scrollToOffset(0)
  })
  keepFocus(() => scroller.value, rows, focus)
  return {
    lines: computed(() =>
      virtualizer.value.getVirtualItems().flatMap(({ index: at, start }) => {
        const row = rows()[at]
        if (!row) return []
        const { place, count } = siblings.value[at]!
        const line = {
          id: getId(at),
          role: 'treeitem',
          tabindex: at === index.value ? 0 : -1,
          'aria-level': row.depth + 1,
          'aria-posinset': place,
          'aria-setsize': count,
          'aria-expanded': row.kind === 'folder' ? row.isOpen : undefined,
          'aria-selected': at === index.value,
          class: 'absolute inset-x-0 top-0',
          style: { transform: `translateY(${start}px)` }
        }
        return [{ row, line }]
      })
    ),
    height: computed(() => virtualizer.value.getTotalSize()),
    setCurrent,
    focus,
    onKeydown: useTreeKeys(parts, index, getLine, (at) => void moveTo(at)),
    onFocusin({ target }) {
      if (target === scroller.value) return focus()
      const id = target instanceof Element ? target.id : ''
      if (id.startsWith(`${treeId}-`)) setCurrent(rows()[Number(id.slice(treeId.length + 1))])
    }
  }
}

function useVisibleRows<Row extends TreeRow>(
  { scroller, rows, rowHeight }: TreeParts<Row>,
  index: ComputedRef<number>
): Ref<Virtualizer<HTMLElement, Element>> {
  return useVirtualizer<HTMLElement, Element>(
    computed(() => {
      const kept = index.value
      return {
        count: rows().length,
        getScrollElement: () => scroller.value,
        estimateSize: () => rowHeight,
        getItemKey: (at: number) => rows()[at]?.key ?? at,
        overscan: 8,
        rangeExtractor: keepInRange(kept)
      }
    })
  )
}

/** The line that the keyboard is on, by its key; where that is gone, the line in its place. */
function useCurrentRow<Row extends TreeRow>(
  rows: () => readonly Row[]
): { index: ComputedRef<number>; setCurrent: (row: Row | undefined) => void } {
  const current = shallowRef({ key: '', at: 0 })
  const index = computed(() => {
    const found = rows().findIndex(({ key }) => key === current.value.key)
    return found === -1 ? Math.max(0, Math.min(current.value.at, rows().length - 1)) : found
  })
  return {
    index,
    setCurrent: (row) =>
      void (current.value = row ? { key: row.key, at: rows().indexOf(row) } : { key: '', at: 0 })
  }
}

function useTreeKeys<Row extends TreeRow>(
  parts: TreeParts<Row>,
  index: ComputedRef<number>,
  getLine: (at: number) => HTMLElement | null,
  moveTo: (at: number) => void
): (event: KeyboardEvent) => void {
  let typed: TypedText | null = null
  /** A letter after a click is a shortcut of the page's; the tree takes it where the keyboard is seen to be on a line. */
  const type = ({ key, target, timeStamp }: KeyboardEvent): boolean => {
    if (!(target instanceof Element) || !target.matches(':focus-visible')) return false
    const next = typeOn(typed, key, timeStamp)
    if (!next) return false
    typed = next
    const found = findTyped(parts.rows().map(parts.getLabel), index.value, next.text)
    if (found !== -1) moveTo(found)
    return true
  }
  const openMenu = (row: Row): true => {
    const { left, bottom } = (getLine(index.value) ?? parts.scroller.value!).getBoundingClientRect()
    parts.openMenu(row, { x: left + 24, y: bottom })
    return true
  }
  const step = (row: Row, key: string): boolean => {
    const page = Math.floor((parts.scroller.value?.clientHeight ?? 0) / parts.rowHeight)
    const found = getTreeStep(key, parts.rows(), index.value, Math.max(1, page - 1))
    if (found.kind === 'move') moveTo(found.to)
    else if (found.kind === 'toggle') parts.toggle(row)
    else if (found.kind === 'activate') parts.activate(row)
    return found.kind !== 'none'
  }
  const handle = (row: Row, event: KeyboardEvent): boolean => {
    if (parts.pressKey(row, event)) return true
    if (hasModifier(event)) return false
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) return openMenu(row)
    return type(event) || step(row, event.key)
  }
  return (event) => {
    const row = parts.rows()[index.value]
    if (!row || event.isComposing || !handle(row, event)) return
    event.preventDefault()
    event.stopPropagation()
  }
}
