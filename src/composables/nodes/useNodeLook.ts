import type { ComputedRef } from 'vue'
import { computed, watchEffect } from 'vue'
import type { NodeEntry } from '@/domain/nodeEntry'
import { useBlueprintStore } from '@/stores/blueprintStore'
import { useServices } from '../useServices'

/** A node as it is looked at: the server's blueprints are read only then, and are known by name until they are. */
export function useNodeLook(getEntry: () => NodeEntry): ComputedRef<NodeEntry> {
  const store = useBlueprintStore()
  const { blueprints } = useServices()
  watchEffect(() => {
    const { type } = getEntry()
    const isUnread = store.getBlueprint(type)?.place.kind === 'server' && !store.getDetails(type)
    // Its name is all there is to see of one that can't be read; adding it says why.
    if (isUnread) blueprints.read(type).catch(() => null)
  })
  return computed(() => store.getDetails(getEntry().type) ?? getEntry())
}
