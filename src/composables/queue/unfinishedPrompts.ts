import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import type { ListedPrompt } from './listedPrompt'
import type { FindPrompt } from './promptFinder'
import type { Siblings } from './useSiblings'

type Prompts = ComputedRef<readonly ListedPrompt[]>

/** Unfinished prompts, in two parts that change without each other. */
export interface Unfinished {
  /** This page's own. */
  readonly own: Prompts
  /** Those of them that run: few, however many wait. */
  readonly ownRunning: Prompts
  /** Those that only others tell of: the server's lists, the browser's other tabs, frames of prompts not ours. */
  readonly others: Prompts
}

/**
 * Unfinished prompts; costs what is unfinished, whatever has finished before. What moves an own prompt goes through none
 * of the others, however many the server's queue has [B15, B48].
 */
export function makeUnfinished(siblings: Siblings, find: FindPrompt): Unfinished {
  const executionStore = useExecutionStore()
  const list = (ids: Iterable<PromptId>): ListedPrompt[] =>
    Array.from(ids, find).filter(
      (prompt): prompt is ListedPrompt => prompt !== null && !isTerminal(prompt.status)
    )
  const told = makeTold(siblings)
  return {
    own: computed(() =>
      list([...executionStore.waitingPromptIds, ...executionStore.runningPromptIds])
    ),
    ownRunning: computed(() => list(executionStore.runningPromptIds)),
    others: computed(() => {
      const isOthers = (id: PromptId): boolean => !executionStore.promptStates[id]?.isOwn
      return list([...told.value].filter(isOthers))
    })
  }
}

/** Ids of the prompts that others tell of as unfinished; some of them may be this page's. */
function makeTold(siblings: Siblings): ComputedRef<ReadonlySet<PromptId>> {
  const executionStore = useExecutionStore()
  const queueStore = useQueueStore()
  return computed(() => {
    const ids = new Set<PromptId>()
    for (const { promptId, status } of queueStore.serverJobs.values())
      if (!isTerminal(status)) ids.add(promptId)
    for (const { promptId, status } of siblings.byId.value.values())
      if (!isTerminal(status)) ids.add(promptId)
    for (const promptId of executionStore.foreignPromptIds) ids.add(promptId)
    return ids
  })
}
