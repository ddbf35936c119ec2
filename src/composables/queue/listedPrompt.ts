import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Submitter } from '@/domain/clientPolicy'
import type { PromptId, WorkflowId } from '@/domain/ids'
import type { PromptStatus } from '@/domain/promptStatus'
import type { PromptSummary } from '@/domain/promptSummary'
import type { ServerJob, SiblingPrompt } from '@/domain/serverJob'
import type { PromptExecution } from '@/stores/execution/promptExecution'

/** Where a listed prompt is known from, for whoever wants more of it than its lifecycle. */
export type PromptSource =
  | { readonly kind: 'state'; readonly prompt: PromptExecution }
  | { readonly kind: 'summary'; readonly summary: PromptSummary }
  | { readonly kind: 'sibling'; readonly sibling: SiblingPrompt }
  | { readonly kind: 'server'; readonly job: ServerJob }

/** Lifecycle of one prompt, wherever it is known from; what lists sort, filter and count. */
export interface ListedPrompt {
  readonly promptId: PromptId
  readonly submitter: Submitter
  readonly status: PromptStatus
  /** The in-app tab of this page that it came from; null when none did. */
  readonly workflowId: WorkflowId | null
  /** The workflow's name at submission; empty when nobody told. */
  readonly workflowName: string
  /** ms since the epoch; 0 where nobody told. */
  readonly createdAt: number
  /** ms since the epoch; null before the start, or where nobody told. */
  readonly startedAt: number | null
  /** ms since the epoch; null before the end, or where nobody told. */
  readonly endedAt: number | null
  /** The server's queue number: lower runs first; null where nobody told. */
  readonly queueNumber: number | null
  readonly source: PromptSource
}

const ownListings = new WeakMap<PromptExecution, ComputedRef<ListedPrompt>>()

/**
 * One of this page's own prompts. The same object until its lifecycle moves: a change of one prompt costs no other's
 * listing, however many wait [B48].
 */
export function listOwn(prompt: PromptExecution): ListedPrompt {
  let listing = ownListings.get(prompt)
  if (!listing) {
    listing = computed(() => listState(prompt, 'own'))
    ownListings.set(prompt, listing)
  }
  return listing.value
}

/** @param other what others tell of a prompt that isn't ours, whose events name neither workflow nor client */
export function listState(
  prompt: PromptExecution,
  submitter: Submitter,
  other: ListedPrompt | null = null
): ListedPrompt {
  return {
    promptId: prompt.promptId,
    submitter,
    status: prompt.status,
    workflowId: prompt.workflowId,
    workflowName: prompt.workflowName || (other?.workflowName ?? ''),
    createdAt: prompt.createdAt,
    startedAt: prompt.startedAt,
    endedAt: prompt.endedAt,
    queueNumber: prompt.queueNumber,
    source: { kind: 'state', prompt }
  }
}

export function listSummary(summary: PromptSummary, submitter: Submitter): ListedPrompt {
  return {
    promptId: summary.promptId,
    submitter,
    status: summary.status,
    workflowId: summary.workflowId,
    workflowName: summary.workflowName,
    createdAt: summary.createdAt,
    startedAt: summary.startedAt,
    endedAt: summary.endedAt,
    queueNumber: null,
    source: { kind: 'summary', summary }
  }
}

export function listSibling(sibling: SiblingPrompt): ListedPrompt {
  return {
    promptId: sibling.promptId,
    submitter: 'sibling',
    status: sibling.status,
    workflowId: null,
    workflowName: sibling.workflowName,
    createdAt: sibling.createdAt,
    startedAt: sibling.startedAt,
    endedAt: sibling.endedAt,
    queueNumber: null,
    source: { kind: 'sibling', sibling }
  }
}

export function listServerJob(job: ServerJob, submitter: Submitter): ListedPrompt {
  return {
    promptId: job.promptId,
    submitter,
    status: job.status,
    workflowId: null,
    workflowName: '',
    createdAt: job.createdAt ?? 0,
    startedAt: job.startedAt,
    endedAt: job.endedAt,
    queueNumber: job.queueNumber,
    source: { kind: 'server', job }
  }
}
