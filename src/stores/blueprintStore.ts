import { defineStore } from 'pinia'
import { computed, shallowReactive, shallowRef } from 'vue'
import type { Blueprint } from '@/domain/blueprint'
import type { NodeEntry } from '@/domain/nodeEntry'

/** Subgraphs that can be added to any workflow. */
export const useBlueprintStore = defineStore('blueprint', () => {
  const blueprints = shallowRef<readonly Blueprint[]>([])
  // Beside the list: what is read of one must not have all nodes indexed anew.
  const details = shallowReactive(new Map<string, NodeEntry>())
  return {
    /** As lists show them. */
    entries: computed(() => blueprints.value.map(({ entry }) => entry)),
    /** Undefined for a type that is no blueprint, or none that is known. */
    getBlueprint: (type: string): Blueprint | undefined =>
      blueprints.value.find(({ entry }) => entry.type === type),
    /** What a blueprint takes and gives, once its document was read; undefined before. */
    getDetails: (type: string): NodeEntry | undefined => details.get(type),
    applyDetails: ({ entry }: Blueprint) => void details.set(entry.type, entry),
    applyBlueprints: (next: readonly Blueprint[]) => void (blueprints.value = next)
  }
})
