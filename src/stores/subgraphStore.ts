import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { NodeEntry } from '@/domain/nodeEntry'

/** Subgraphs of the workflow in front that can be put into the graph on the canvas once more. */
export const useSubgraphStore = defineStore('subgraph', () => {
  const entries = shallowRef<readonly NodeEntry[]>([])
  return {
    /** By name; a new list only when one changed. */
    entries: computed(() => entries.value),
    applyEntries: (next: readonly NodeEntry[]) => void (entries.value = next)
  }
})
