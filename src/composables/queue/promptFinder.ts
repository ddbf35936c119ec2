import type { Submitter } from '@/domain/clientPolicy'
import type { ClientId, PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import type { SiblingPrompt } from '@/domain/serverJob'
import { useConnectionStore } from '@/stores/connectionStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import type { ListedPrompt } from './listedPrompt'
import { listOwn, listServerJob, listSibling, listState, listSummary } from './listedPrompt'
import type { Siblings } from './useSiblings'

/** Tells whose a prompt is. */
export type GetSubmitter = (promptId: PromptId, clientId: ClientId | null) => Submitter

/** A prompt as it is listed; null when nobody tells of it. */
export type FindPrompt = (promptId: PromptId) => ListedPrompt | null

/**
 * Looks a prompt up where it is known best; tracks that prompt alone.
 * @param getSibling what another tab tells of a prompt: with its progress, or its lifecycle alone
 */
export function makePromptFinder(
  getSubmitter: GetSubmitter,
  getSibling: (promptId: PromptId) => SiblingPrompt | undefined
): FindPrompt {
  const executionStore = useExecutionStore()
  const queueStore = useQueueStore()

  /** What others tell of it: the tab that has it, unless the server knows that it has ended. */
  const findOther = (promptId: PromptId): ListedPrompt | null => {
    const sibling = getSibling(promptId)
    const job = queueStore.serverJobs.get(promptId)
    const isStale = sibling && job && isTerminal(job.status) && !isTerminal(sibling.status)
    if (sibling && !isStale) return listSibling(sibling)
    return job ? listServerJob(job, getSubmitter(promptId, job.clientId)) : null
  }
  return (promptId) => {
    const prompt = executionStore.promptStates[promptId]
    if (prompt?.isOwn) return listOwn(prompt)
    const summary = executionStore.finishedSummaries.get(promptId)
    if (!prompt && summary) {
      const submitter = summary.isOwn ? 'own' : getSubmitter(promptId, summary.clientId)
      return listSummary(summary, submitter)
    }
    const other = findOther(promptId)
    if (!prompt || (other && isTerminal(other.status))) return other
    return listState(prompt, other?.submitter ?? getSubmitter(promptId, prompt.clientId), other)
  }
}

/** By the client that submitted it; one that nobody tells of is foreign. */
export function makeSubmitterLookup(siblings: Siblings): GetSubmitter {
  const connectionStore = useConnectionStore()
  return (promptId, clientId) => {
    if (clientId !== null && clientId === connectionStore.clientId) return 'own'
    if (siblings.byId.value.has(promptId)) return 'sibling'
    return clientId !== null && siblings.clientIds.value.has(clientId) ? 'sibling' : 'foreign'
  }
}
