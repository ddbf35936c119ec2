import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Submitter } from '@/domain/clientPolicy'
import { isMine } from '@/domain/clientPolicy'
import { isPicture } from '@/domain/nodeOutput'
import type { PromptId, WorkflowId } from '@/domain/ids'
import type { PromptStatus } from '@/domain/promptStatus'
import { isTerminal, isWaiting } from '@/domain/promptStatus'
import type { RunningNode } from '@/domain/runningNode'
import { getRunningNode } from '@/stores/execution/runningNode'
import { useJobErrorText } from '../errors/useJobErrorText'
import { useServices } from '../useServices'
import type { JobThumbnail } from './jobThumbnail'
import { getThumbnail } from './jobThumbnail'
import type { ListedPrompt } from './listedPrompt'
import { useJobName } from './useJobName'
import { usePromptListing } from './usePromptListing'
import { useQueuePlaces } from './useQueuePlaces'

/** Everything one row of the job list shows, each fact tracked for itself. */
export interface JobRow {
  readonly promptId: PromptId
  readonly state: ComputedRef<PromptStatus>
  readonly submitter: ComputedRef<Submitter>
  readonly owner: ComputedRef<'mine' | 'foreign'>
  readonly workflowId: ComputedRef<WorkflowId | null>
  readonly name: ComputedRef<string>
  /** Whole percent; null for jobs that haven't started, or whose progress nobody tells. */
  readonly percent: ComputedRef<number | null>
  /** The node at work; null when none is, or nobody tells. */
  readonly node: ComputedRef<RunningNode | null>
  readonly times: ComputedRef<JobTimes>
  readonly thumbnail: ComputedRef<JobThumbnail | null>
  /** Address of a small version of the result; null for live previews and files that are no pictures. */
  readonly thumbnailUrl: ComputedRef<string | null>
  /** Place in the queue, from 1; null for jobs that don't wait or whose place nobody tells. */
  readonly place: ComputedRef<number | null>
  /** What an initialising job waits for, in the server's words. */
  readonly waitingFor: ComputedRef<string | null>
  /** Why it failed, in short. */
  readonly error: ComputedRef<string | null>
}

/** ms since the epoch each; null where there is none (yet). */
export type JobTimes = Pick<ListedPrompt, 'createdAt' | 'startedAt' | 'endedAt'>

/** View model of one row. Follows its own prompt alone, so that other prompts' progress costs it nothing. */
export function useJobRow(promptId: PromptId): JobRow {
  const { find } = usePromptListing()
  const getName = useJobName()
  const getPlace = useQueuePlaces()
  const { api } = useServices()
  const listed = computed(() => find(promptId))
  const state = computed(() => listed.value?.status ?? 'lost')
  const submitter = computed(() => listed.value?.submitter ?? 'foreign')
  const thumbnail = computed(() => listed.value && getThumbnail(listed.value))
  return {
    promptId,
    state,
    submitter,
    owner: computed(() => (isMine(submitter.value) ? 'mine' : 'foreign')),
    workflowId: computed(() => listed.value?.workflowId ?? null),
    name: computed(() => (listed.value ? getName(listed.value) : '')),
    percent: computed(() => listed.value && getPercent(listed.value)),
    node: computed(() => {
      const source = listed.value?.source
      if (source?.kind === 'sibling') return source.sibling.node
      return source?.kind === 'state' ? getRunningNode(source.prompt) : null
    }),
    times: useTimes(listed),
    thumbnail,
    thumbnailUrl: computed(() => {
      const shown = thumbnail.value
      return shown?.kind === 'file' && isPicture(shown.file)
        ? api.viewUrl(shown.file, { preview: true })
        : null
    }),
    place: computed(() => (isWaiting(state.value) ? getPlace(promptId) : null)),
    waitingFor: computed(() => {
      const source = listed.value?.source
      return source?.kind === 'state' ? source.prompt.waitingFor : null
    }),
    error: useJobError(listed)
  }
}

/** The same object while no time changes. */
function useTimes(listed: ComputedRef<ListedPrompt | null>): ComputedRef<JobTimes> {
  return computed<JobTimes>((before) => {
    const { createdAt = 0, startedAt = null, endedAt = null } = listed.value ?? {}
    const isSame =
      before?.createdAt === createdAt &&
      before.startedAt === startedAt &&
      before.endedAt === endedAt
    return isSame ? before : { createdAt, startedAt, endedAt }
  })
}

function getPercent({ source, status }: ListedPrompt): number | null {
  if (isWaiting(status)) return null
  if (source.kind === 'state') return source.prompt.progress.percent
  if (source.kind === 'sibling') return source.sibling.percent
  return status === 'succeeded' ? 100 : null
}

function useJobError(listed: ComputedRef<ListedPrompt | null>): ComputedRef<string | null> {
  const getText = useJobErrorText()
  return computed(() => {
    const job = listed.value
    if (!job || !isTerminal(job.status)) return null
    return getText(job) ?? (job.source.kind === 'server' ? job.source.job.errorMessage : null)
  })
}
