import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { NodeEntry } from '@/domain/nodeEntry'
import { makeNodeEntry, VIRTUAL_ENTRIES } from '@/domain/nodeEntry'
import type { NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'
import { translateEntry } from './nodeEntryWords'

/** How far the definitions have come. */
export type NodeDefPhase = 'loading' | 'ready' | 'failed'

/** The server's node definitions (`/object_info`), as it sent them. */
export const useNodeDefStore = defineStore('nodeDef', () => {
  const definitions = shallowRef<ObjectInfoWire>({})
  const phase = shallowRef<NodeDefPhase>('loading')
  const wireEntries = computed(() => Object.values(definitions.value).map(makeNodeEntry))
  const entries = computed<readonly NodeEntry[]>(() => [
    ...wireEntries.value.map(translateEntry),
    ...VIRTUAL_ENTRIES.map(translateEntry)
  ])
  return {
    /** Every node type there is, as lists show it in the language in use; made when first asked for. */
    entries,
    /** By class; empty before the first answer (protocol.md §4). */
    definitions: computed(() => definitions.value),
    /** `failed` while the server doesn't answer; it is asked again. */
    phase: computed(() => phase.value),
    /** Undefined for a class the server doesn't have. */
    getDefinition: (classType: string): NodeDefinitionWire | undefined =>
      definitions.value[classType],
    /** The server tells results of such nodes, and runs only what they need. */
    isOutputNode: (classType: string): boolean =>
      definitions.value[classType]?.output_node === true,
    applyDefinitions(loaded: ObjectInfoWire): void {
      definitions.value = loaded
      phase.value = 'ready'
    },
    applyFailure: () => void (phase.value = 'failed')
  }
})
