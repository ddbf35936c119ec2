import { createSharedComposable } from '@vueuse/core'
import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowReactive, shallowRef } from 'vue'
import { useSettingField } from '../settings/useSettings'
import { NO_FILTER } from './nodeIndex'
import type { NodeTreeRow } from './nodeTree'
import { buildNodeTree, listNodeTree } from './nodeTree'
import { useNodeIndex } from './useNodeIndex'

export interface NodeLibrary {
  readonly text: ShallowRef<string>
  /** The tree, or what matches while something is searched for. */
  readonly rows: ComputedRef<readonly NodeTreeRow[]>
  /** Bookmarked node types that the server has, in the order they were marked. */
  readonly bookmarks: ComputedRef<readonly NodeTreeRow[]>
  isBookmarked(classType: string): boolean
  toggleBookmark(classType: string): void
  toggleFolder(path: string): void
}

/** All node types in their categories; what is open stays so while the sidebar is closed. */
export const useNodeLibrary = createSharedComposable((): NodeLibrary => {
  const index = useNodeIndex()
  const text = shallowRef('')
  const open = shallowReactive(new Set<string>())
  const marked = useSettingField('Comfy.NodeLibrary.Bookmarks.V2')
  const tree = computed(() => buildNodeTree(index.value.entries))
  const byType = computed(() => new Map(index.value.entries.map((entry) => [entry.type, entry])))
  /** ComfyUI keeps folders of bookmarks too: `folder/` and `folder/NodeType`. */
  const types = computed(() =>
    marked.value.flatMap((path) => (path.endsWith('/') ? [] : [path.split('/').at(-1)!]))
  )
  return {
    text,
    rows: computed(() => {
      const wanted = text.value.trim()
      if (wanted === '') return listNodeTree(tree.value, (path) => open.has(path))
      return index.value
        .search(wanted, NO_FILTER, [])
        .map((entry) => ({ kind: 'node', key: entry.type, entry, depth: 0 }))
    }),
    bookmarks: computed(() =>
      types.value.flatMap((type) => {
        const entry = byType.value.get(type)
        return entry ? [{ kind: 'node' as const, key: `bookmark#${type}`, entry, depth: 0 }] : []
      })
    ),
    isBookmarked: (classType) => types.value.includes(classType),
    toggleBookmark(classType) {
      const others = marked.value.filter((path) => path.split('/').at(-1) !== classType)
      marked.value = others.length < marked.value.length ? others : [...others, classType]
    },
    toggleFolder(path) {
      if (!open.delete(path)) open.add(path)
    }
  }
})
