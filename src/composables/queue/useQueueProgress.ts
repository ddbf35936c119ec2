import { createSharedComposable } from '@vueuse/core'
import { computed } from 'vue'
import type { PromptId } from '@/domain/ids'
import { toPercent } from '@/domain/nodeProgress'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import type { ListedPrompt } from './listedPrompt'
import { usePromptListing } from './usePromptListing'

/** The one job that runs, for a title that names it. */
export interface OnlyJob {
  readonly promptId: PromptId
  readonly workflowName: string
}

/**
 * How many jobs run and wait, and how far the running ones are, of those the client policy shows [B38, B40]. The
 * action bar, the title, the favicon and the job panel all read this.
 */
export const useQueueProgress = createSharedComposable(() => {
  const executionStore = useExecutionStore()
  const { ownRunning, shownOthers } = usePromptListing()
  const othersRunning = computed(() =>
    shownOthers.value.filter((listed) => listed.status === 'running')
  )
  const running = computed(() => [...othersRunning.value, ...ownRunning.value])
  const runningCount = computed(() => running.value.length)
  const getFraction = useFraction()
  return {
    runningCount,
    /** Submitted and not started. Own ones are counted, not gone through: a batch of hundreds is sent one by one. */
    waitingCount: computed(
      () =>
        shownOthers.value.length -
        othersRunning.value.length +
        executionStore.waitingPromptIds.length
    ),
    /** The job that runs alone; null when none or several run. */
    onlyJob: computed<OnlyJob | null>(() => {
      const [first, second] = running.value
      return first && !second
        ? { promptId: first.promptId, workflowName: first.workflowName }
        : null
    }),
    /** Mean progress of the running jobs as a whole percent; null when none runs or none tells. */
    percent: computed<number | null>(() => {
      const fractions = running.value.map(getFraction).filter((fraction) => fraction !== null)
      if (fractions.length === 0) return null
      return toPercent(fractions.reduce((sum, fraction) => sum + fraction, 0) / fractions.length)
    })
  }
})

/**
 * Share done of a running prompt, 0..1; null where only its lifecycle is known. Read where it is kept, since a listed
 * prompt is not renewed for progress.
 */
function useFraction(): (listed: ListedPrompt) => number | null {
  const queueStore = useQueueStore()
  return ({ promptId, source }) => {
    if (source.kind === 'state') return source.prompt.progress.fraction
    const sibling = queueStore.siblings.get(promptId)
    return sibling ? sibling.percent / 100 : null
  }
}
