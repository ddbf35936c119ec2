import { createSharedComposable } from '@vueuse/core'
import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import type { NodeIndex } from './nodeIndex'
import { createNodeIndex } from './nodeIndex'

/** The index of all node types; made when first used, and anew when definitions change. */
export const useNodeIndex = createSharedComposable((): ComputedRef<NodeIndex> => {
  const store = useNodeDefStore()
  return computed(() => createNodeIndex(store.entries))
})
