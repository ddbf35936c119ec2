import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { useWorkflowStore } from '@/stores/workflowStore'

/** Name of the workflow in front; empty before the first is open. */
export function useActiveWorkflowName(): ComputedRef<string> {
  const workflows = useWorkflowStore()
  return computed(() => workflows.active?.name ?? '')
}
