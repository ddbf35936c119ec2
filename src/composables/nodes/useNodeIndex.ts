import { createSharedComposable } from '@vueuse/core'
import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { NodeMark } from '@/domain/nodeEntry'
import { useBlueprintStore } from '@/stores/blueprintStore'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useSettingStore } from '@/stores/settingStore'
import { useSubgraphStore } from '@/stores/subgraphStore'
import type { NodeIndex } from './nodeIndex'
import { createNodeIndex } from './nodeIndex'

/** The index of all node types; made when first used, and anew when definitions change. */
export const useNodeIndex = createSharedComposable((): ComputedRef<NodeIndex> => {
  const store = useNodeDefStore()
  const blueprints = useBlueprintStore()
  const subgraphs = useSubgraphStore()
  const settings = useSettingStore()
  const hidden = computed(() => {
    const marks: Readonly<Record<NodeMark, boolean>> = {
      deprecated: settings.getSetting('Comfy.Node.ShowDeprecated'),
      experimental: settings.getSetting('Comfy.Node.ShowExperimental'),
      dev: settings.getSetting('Comfy.DevMode')
    }
    return new Set((Object.keys(marks) as NodeMark[]).filter((mark) => !marks[mark]))
  })
  return computed(() =>
    createNodeIndex([...store.entries, ...blueprints.entries, ...subgraphs.entries], hidden.value)
  )
})
