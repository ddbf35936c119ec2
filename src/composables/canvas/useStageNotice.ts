import type { ComputedRef } from 'vue'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useClock } from '../time/clock'

/** What the stage says where no graph is to be seen. */
export type StageNotice = 'loading' | 'unreachable' | 'empty'

/** ms that loading takes before it is worth a word. */
export const LOADING_DELAY = 600

/** Null while there is a graph to look at, or nothing has taken long. */
export function useStageNotice(): ComputedRef<StageNotice | null> {
  const [nodeDefs, workflows] = [useNodeDefStore(), useWorkflowStore()]
  const isSlow = shallowRef(false)
  onScopeDispose(useClock().after(LOADING_DELAY, () => void (isSlow.value = true)))
  return computed(() => {
    if (nodeDefs.phase === 'failed') return 'unreachable'
    if (nodeDefs.phase === 'loading') return isSlow.value ? 'loading' : null
    return workflows.active?.isPristine ? 'empty' : null
  })
}
