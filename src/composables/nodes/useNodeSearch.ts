import { createSharedComposable, tryOnScopeDispose } from '@vueuse/core'
import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef } from 'vue'
import type { NodeEntry } from '@/domain/nodeEntry'
import type { NodeSearchRequest, PagePoint } from '@/services/services'
import { useServices } from '../useServices'
import { useBlueprintRefresh } from './useBlueprintRefresh'
import type { NodeFilter } from './nodeIndex'
import { NO_FILTER } from './nodeIndex'
import { useNodeIndex } from './useNodeIndex'
import { useRecentNodes } from './useRecentNodes'

/** Rows that are shown; who looks for more types on. */
const MOST_SHOWN = 100

export interface NodeSearch {
  /** Where the search was asked for; null while it is closed. */
  readonly at: ComputedRef<PagePoint | null>
  readonly isOpen: ComputedRef<boolean>
  readonly text: ShallowRef<string>
  readonly filter: ShallowRef<NodeFilter>
  /** Best first, cut to what is shown. */
  readonly results: ComputedRef<readonly NodeEntry[]>
  /** How many match. */
  readonly total: ComputedRef<number>
  /** Types and categories to narrow the search to. */
  readonly choices: ComputedRef<FilterChoices>
  /** Opens for the middle of the view. */
  open(): void
  close(): void
  choose(entry: NodeEntry): void
}

export interface FilterChoices {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly categories: readonly string[]
}

/** The one node search of the page: for a point of the canvas, or for a link that was let go there. */
export const useNodeSearch = createSharedComposable((): NodeSearch => {
  const { canvas } = useServices()
  const index = useNodeIndex()
  const recent = useRecentNodes()
  const refreshBlueprints = useBlueprintRefresh()
  const request = shallowRef<NodeSearchRequest | null>(null)
  const text = shallowRef('')
  const filter = shallowRef(NO_FILTER)
  const show = (next: NodeSearchRequest): void => {
    text.value = ''
    filter.value = getLinkFilter(next)
    request.value = next
    refreshBlueprints()
  }
  tryOnScopeDispose(canvas.onNodeSearch(show))
  const isOpen = computed(() => request.value !== null)
  const found = computed(() =>
    isOpen.value ? index.value.search(text.value, filter.value, recent.types.value) : []
  )
  return {
    at: computed(() => request.value?.at ?? null),
    isOpen,
    text,
    filter,
    results: computed(() => found.value.slice(0, MOST_SHOWN)),
    total: computed(() => found.value.length),
    choices: computed(() => listChoices(index.value.entries)),
    open() {
      const at = { x: window.innerWidth / 2, y: window.innerHeight / 3 }
      show({ at, link: null, insert: (type) => void canvas.addNode(type, null) })
    },
    close: () => void (request.value = null),
    choose({ type }) {
      const asked = request.value
      request.value = null
      recent.note(type)
      asked?.insert(type)
    }
  }
})

function getLinkFilter({ link }: NodeSearchRequest): NodeFilter {
  if (!link || link.type === '*') return NO_FILTER
  return { ...NO_FILTER, [link.wants]: link.type }
}

function listChoices(entries: readonly NodeEntry[]): FilterChoices {
  const collect = (side: 'inputs' | 'outputs') =>
    sortUnique(entries.flatMap((entry) => entry[side].map(({ type }) => type)))
  return {
    inputs: collect('inputs'),
    outputs: collect('outputs'),
    categories: sortUnique(
      entries.flatMap(({ category }) => (category === '' ? [] : [category.split('/')[0]!]))
    )
  }
}

function sortUnique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== '*').sort((a, b) => a.localeCompare(b))
}
