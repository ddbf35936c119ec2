import { defineStore } from 'pinia'
import type { ShallowReactive, ShallowRef } from 'vue'
import { computed, shallowReactive, shallowRef } from 'vue'
import type { PromptScope } from '@/domain/clientPolicy'
import type { ClientId, PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import type { ServerJob, SiblingPrompt } from '@/domain/serverJob'

/** How far the server's list has been read. */
export interface ListingState {
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed'
  /** Why it failed, in words for people. */
  readonly error: string | null
  /** Jobs the server has altogether; null until it told. */
  readonly total: number | null
}

/** Prompts of other tabs that are kept; beyond this the oldest ended ones go. */
export const MAX_SIBLINGS = 1_000
/** Jobs of the server's list that are kept; beyond this the oldest ended ones go, some at a time. */
export const MAX_SERVER_JOBS = 10_000
/** Share of them that goes at a time, so that not each new job costs a search for the oldest. */
const DROPPED_SHARE = 0.1

interface QueueState {
  readonly serverJobs: ShallowReactive<Map<PromptId, ServerJob>>
  readonly siblings: ShallowReactive<Map<PromptId, SiblingPrompt>>
  readonly scope: ShallowRef<PromptScope>
  readonly listing: ShallowRef<ListingState>
  readonly isPanelOpen: ShallowRef<boolean>
}

/**
 * Prompts that this page learns of from others: the server's lists and the browser's other tabs. Own prompts are
 * in `executionStore`; `useJobList` joins the three.
 */
export const useQueueStore = defineStore('queue', () => {
  const state: QueueState = {
    serverJobs: shallowReactive(new Map<PromptId, ServerJob>()),
    siblings: shallowReactive(new Map<PromptId, SiblingPrompt>()),
    scope: shallowRef<PromptScope>('mine'),
    listing: shallowRef<ListingState>({ phase: 'idle', error: null, total: null }),
    isPanelOpen: shallowRef(false)
  }
  return {
    /** Jobs as the server lists them, whoever's, as far as they were read. */
    serverJobs: state.serverJobs as ReadonlyMap<PromptId, ServerJob>,
    /** Prompts of this browser's other tabs. */
    siblings: state.siblings as ReadonlyMap<PromptId, SiblingPrompt>,
    /** Whose prompts are on show; `mine` until switched (docs/client-policy.md). */
    scope: computed(() => state.scope.value),
    listing: computed(() => state.listing.value),
    isPanelOpen: computed(() => state.isPanelOpen.value),
    ...makeActions(state)
  }
})

function makeActions(state: QueueState) {
  return {
    applyScope: (scope: PromptScope) => void (state.scope.value = scope),
    applyPanelOpen: (open: boolean) => void (state.isPanelOpen.value = open),
    applyListing: (patch: Partial<ListingState>) =>
      void (state.listing.value = { ...state.listing.value, ...patch }),
    /** Brings the list up to date; what one answer told is not lost to another that doesn't. Equal jobs write nothing. */
    applyServerJobs(jobs: readonly ServerJob[]): void {
      for (const job of jobs) {
        const known = state.serverJobs.get(job.promptId)
        const next = known ? complete(job, known) : job
        if (!known || !isSameJob(known, next)) state.serverJobs.set(job.promptId, next)
      }
      if (state.serverJobs.size > MAX_SERVER_JOBS) dropOldestJobs(state.serverJobs)
    },
    removeServerJobs(promptIds: Iterable<PromptId>): void {
      for (const promptId of promptIds) state.serverJobs.delete(promptId)
    },
    /** A prompt of another tab, new or moved; beyond `MAX_SIBLINGS` the oldest ended one goes. */
    applySibling(prompt: SiblingPrompt): void {
      state.siblings.set(prompt.promptId, prompt)
      if (state.siblings.size > MAX_SIBLINGS) dropOldestEnded(state.siblings)
    },
    removeSibling: (promptId: PromptId) => void state.siblings.delete(promptId),
    /** A tab has gone: its unfinished prompts are the server's to tell of from now on. */
    removeSiblingsOf(clientId: ClientId): void {
      for (const prompt of state.siblings.values()) {
        if (prompt.clientId === clientId) state.siblings.delete(prompt.promptId)
      }
    }
  }
}

/** Lists differ in what they tell: what one told is not lost to another that doesn't. */
function complete(job: ServerJob, known: ServerJob): ServerJob {
  const told = Object.entries(job).filter(([, value]) => value !== null)
  return { ...known, ...Object.fromEntries(told) }
}

function isSameJob(a: ServerJob, b: ServerJob): boolean {
  return (
    a.status === b.status &&
    a.queueNumber === b.queueNumber &&
    a.createdAt === b.createdAt &&
    a.startedAt === b.startedAt &&
    a.endedAt === b.endedAt &&
    a.clientId === b.clientId &&
    a.documentId === b.documentId &&
    a.errorMessage === b.errorMessage &&
    a.thumbnail?.filename === b.thumbnail?.filename
  )
}

function dropOldestEnded(siblings: Map<PromptId, SiblingPrompt>): void {
  for (const { promptId, status } of siblings.values()) {
    if (!isTerminal(status)) continue
    siblings.delete(promptId)
    return
  }
}

function dropOldestJobs(jobs: Map<PromptId, ServerJob>): void {
  const surplus = jobs.size - MAX_SERVER_JOBS * (1 - DROPPED_SHARE)
  const ended = [...jobs.values()].filter(({ status }) => isTerminal(status))
  ended.sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0))
  for (const { promptId } of ended.slice(0, surplus)) jobs.delete(promptId)
}
