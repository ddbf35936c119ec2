import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { NodeEntry } from '@/domain/nodeEntry'
import { makeNodeEntry, VIRTUAL_ENTRIES } from '@/domain/nodeEntry'
import type { NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'

/** How far the definitions have come. */
export type NodeDefPhase = 'loading' | 'ready' | 'failed'

/** The server's node definitions (`/object_info`), as it sent them. */
export const useNodeDefStore = defineStore('nodeDef', () => {
  const definitions = shallowRef<ObjectInfoWire>({})
  const phase = shallowRef<NodeDefPhase>('loading')
  const entries = computed<readonly NodeEntry[]>(() => [
    ...Object.values(definitions.value).map(makeNodeEntry),
    ...VIRTUAL_ENTRIES
  ])
  return {
    /** Every node type there is, as lists show it; made when first asked for. */
    entries,
    definitions: computed(() => definitions.value),
    phase: computed(() => phase.value),
    getDefinition: (classType: string): NodeDefinitionWire | undefined =>
      definitions.value[classType],
    isOutputNode: (classType: string): boolean =>
      definitions.value[classType]?.output_node === true,
    applyDefinitions(loaded: ObjectInfoWire): void {
      definitions.value = loaded
      phase.value = 'ready'
    },
    applyFailure: () => void (phase.value = 'failed')
  }
})
