import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { NodeDefPhase } from '@/stores/nodeDefStore'
import { useNodeDefStore } from '@/stores/nodeDefStore'

/** How far the server's node definitions have come. */
export function useNodeDefPhase(): ComputedRef<NodeDefPhase> {
  const store = useNodeDefStore()
  return computed(() => store.phase)
}
