import { createSharedComposable } from '@vueuse/core'
import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowReactive, shallowRef } from 'vue'
import { NO_FILTER } from './nodeIndex'
import type { NodeTreeRow } from './nodeTree'
import { buildNodeTree, listBookmarks, listFound, listNodeTree } from './nodeTree'
import { useNodeBookmarks } from './useNodeBookmarks'
import { useNodeIndex } from './useNodeIndex'

export interface NodeLibrary {
  readonly text: ShallowRef<string>
  /** The tree, or what matches while something is searched for. */
  readonly rows: ComputedRef<readonly NodeTreeRow[]>
  /** Folders of bookmarks, and bookmarked node types that the server has. */
  readonly bookmarks: ComputedRef<readonly NodeTreeRow[]>
  /** @param key of the folder's line */
  toggleFolder(key: string): void
  openFolder(key: string): void
}

/** All node types in their categories; what is open stays so while the sidebar is closed. */
export const useNodeLibrary = createSharedComposable((): NodeLibrary => {
  const index = useNodeIndex()
  const { list, looks } = useNodeBookmarks()
  const text = shallowRef('')
  const open = shallowReactive(new Set<string>())
  const tree = computed(() => buildNodeTree(index.value.entries))
  const byType = computed(() => new Map(index.value.entries.map((entry) => [entry.type, entry])))
  const isOpen = (key: string): boolean => open.has(key)
  return {
    text,
    rows: computed(() => {
      const wanted = text.value.trim()
      if (wanted === '') return listNodeTree(tree.value, isOpen)
      return listFound(index.value.search(wanted, NO_FILTER, []))
    }),
    bookmarks: computed(() =>
      listBookmarks({ list: list.value, looks: looks.value }, byType.value, isOpen)
    ),
    toggleFolder(key) {
      if (!open.delete(key)) open.add(key)
    },
    openFolder: (key) => void open.add(key)
  }
})
