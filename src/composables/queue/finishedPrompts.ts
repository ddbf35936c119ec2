import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import type { PromptSummary } from '@/domain/promptSummary'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import type { ListedPrompt } from './listedPrompt'
import { listServerJob, listSibling, listSummary } from './listedPrompt'
import type { FindPrompt, GetSubmitter } from './promptFinder'
import { mergeFinished, orderFinished } from './promptOrder'
import type { Siblings } from './useSiblings'

/**
 * Finished prompts, newest end first. The few that still have their full state change often; the thousands that
 * don't are put in order only when one of them comes or goes.
 * @param isShown reactive
 */
export function makeFinished(
  siblings: Siblings,
  getSubmitter: GetSubmitter,
  find: FindPrompt,
  isShown: (listed: ListedPrompt) => boolean
): ComputedRef<readonly ListedPrompt[]> {
  const older = makeOlder(siblings, getSubmitter)
  const shownOlder = computed(() => older.value.filter(isShown))
  const executionStore = useExecutionStore()
  return computed(() => {
    const [recent, covered] = [[] as ListedPrompt[], new Set<PromptId>()]
    for (const prompt of Object.values(executionStore.promptStates)) {
      const hasEnded = isTerminal(prompt.status)
      // Of a prompt of others an end is believed whoever tells it; for the rest its state is the one that counts.
      if (hasEnded || prompt.isOwn) covered.add(prompt.promptId)
      const listed = hasEnded ? find(prompt.promptId) : null
      if (listed && isShown(listed)) recent.push(listed)
    }
    const rest = shownOlder.value.filter((listed) => !covered.has(listed.promptId))
    return mergeFinished(orderFinished(recent), rest)
  })
}

/** Summaries, the server's jobs and other tabs' prompts; each kind read as a whole, one dependency each. */
function makeOlder(
  siblings: Siblings,
  getSubmitter: GetSubmitter
): ComputedRef<readonly ListedPrompt[]> {
  const executionStore = useExecutionStore()
  const queueStore = useQueueStore()
  const jobs = computed(() =>
    Array.from(queueStore.serverJobs.values())
      .filter((job) => isTerminal(job.status))
      .map((job) => listServerJob(job, getSubmitter(job.promptId, job.clientId)))
  )
  return computed(() => {
    const listing = new Map<PromptId, ListedPrompt>()
    for (const listed of jobs.value) listing.set(listed.promptId, listed)
    for (const sibling of siblings.byId.value.values()) {
      if (isTerminal(sibling.status)) listing.set(sibling.promptId, listSibling(sibling))
    }
    for (const summary of executionStore.finishedSummaries.values())
      listing.set(summary.promptId, listKnown(summary, getSubmitter))
    return orderFinished([...listing.values()])
  })
}

/** What lists show of a summary; it never changes, and neither does this. */
const known = new WeakMap<PromptSummary, ListedPrompt>()

function listKnown(summary: PromptSummary, getSubmitter: GetSubmitter): ListedPrompt {
  if (!summary.isOwn) return listSummary(summary, getSubmitter(summary.promptId, summary.clientId))
  const listed = known.get(summary) ?? listSummary(summary, 'own')
  known.set(summary, listed)
  return listed
}
