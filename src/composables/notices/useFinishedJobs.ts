import { onScopeDispose, watch } from 'vue'
import { isAnnounced } from '@/domain/clientPolicy'
import type { PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import type { ListedPrompt } from '../queue/listedPrompt'
import { usePromptListing } from '../queue/usePromptListing'

/**
 * Tells of each job whose end the client policy announces [B41]. Jobs that had ended before the page knew them, and
 * those that were deleted, are no news.
 */
export function useFinishedJobs(onFinished: (job: ListedPrompt) => void): void {
  const queueStore = useQueueStore()
  const { find } = usePromptListing()
  const tell = (promptId: PromptId): void => {
    const listed = find(promptId)
    if (!listed || !isTerminal(listed.status)) return
    if (isAnnounced(listed.submitter, queueStore.scope)) onFinished(listed)
  }
  onScopeDispose(useExecutionStore().onPromptEnded((prompt) => tell(prompt.promptId)))
  watchServerJobs(tell)
}

/** Others' jobs have no state of their own here: their end is that of the server's list. */
function watchServerJobs(tell: (promptId: PromptId) => void): void {
  const { othersUnfinished } = usePromptListing()
  let before: ReadonlySet<PromptId> = new Set()
  watch(
    othersUnfinished,
    (now) => {
      const ids = new Set(
        now.filter(({ source }) => source.kind === 'server').map(({ promptId }) => promptId)
      )
      for (const promptId of before) if (!ids.has(promptId)) tell(promptId)
      before = ids
    },
    { immediate: true }
  )
}
