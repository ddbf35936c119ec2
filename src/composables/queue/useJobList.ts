import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { PromptId } from '@/domain/ids'
import { useWorkflowStore } from '@/stores/workflowStore'
import type { JobFilter } from './jobFilter'
import { filterPrompts } from './jobFilter'
import { orderUnfinished } from './promptOrder'
import { useJobName } from './useJobName'
import { useMostFinished } from './useMostFinished'
import { usePromptListing } from './usePromptListing'

/** Which rows the list has, not what they show: that is `useJobRow`. */
export interface JobList {
  /** Ids of the rows in order; the same array as before unless a row came, went or moved. */
  readonly ids: ComputedRef<readonly PromptId[]>
  /** Jobs in scope before the filter. */
  readonly total: ComputedRef<number>
}

/**
 * The rows of the job list: unfinished jobs first, then newest first. Changes with lifecycles, never with progress.
 * @param filter reactive
 */
export function useJobList(filter: JobFilter): JobList {
  const { shownUnfinished, shownFinished } = usePromptListing()
  const getName = useJobName()
  const workflowStore = useWorkflowStore()
  const mostFinished = useMostFinished()
  const ordered = computed(() => [
    ...orderUnfinished(shownUnfinished.value),
    ...shownFinished.value.slice(0, mostFinished.value)
  ])
  const ids = computed<readonly PromptId[]>((before) => {
    const activeId = filter.onlyActiveWorkflow ? workflowStore.activeId : null
    const next = filterPrompts(ordered.value, filter, activeId, getName).map(
      (listed) => listed.promptId
    )
    return before && isSameList(before, next) ? before : next
  })
  return { ids, total: computed(() => ordered.value.length) }
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
