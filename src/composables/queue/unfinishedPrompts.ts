import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import type { ListedPrompt } from './listedPrompt'
import type { FindPrompt } from './promptFinder'
import type { Siblings } from './useSiblings'

/** Unfinished prompts; costs what is unfinished, whatever has finished before [B48]. */
export function makeUnfinished(
  siblings: Siblings,
  find: FindPrompt
): ComputedRef<readonly ListedPrompt[]> {
  const executionStore = useExecutionStore()
  const queueStore = useQueueStore()
  const foreign = useForeignStates()
  const listed = computed(() =>
    [...queueStore.serverJobs.values()].filter((job) => !isTerminal(job.status))
  )
  return computed(() => {
    const ids = new Set<PromptId>()
    for (const job of listed.value) ids.add(job.promptId)
    for (const sibling of siblings.byId.value.values()) {
      if (!isTerminal(sibling.status)) ids.add(sibling.promptId)
    }
    for (const promptId of foreign.value) ids.add(promptId)
    for (const promptId of executionStore.waitingPromptIds) ids.add(promptId)
    for (const promptId of executionStore.runningPromptIds) ids.add(promptId)
    return Array.from(ids, find).filter(
      (prompt): prompt is ListedPrompt => prompt !== null && !isTerminal(prompt.status)
    )
  })
}

/** Ids of prompts with a state that are somebody else's. */
function useForeignStates(): ComputedRef<readonly PromptId[]> {
  const executionStore = useExecutionStore()
  return computed(() =>
    (Object.keys(executionStore.promptStates) as PromptId[]).filter(
      (promptId) => executionStore.peekPrompt(promptId)?.isOwn === false
    )
  )
}
