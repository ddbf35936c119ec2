import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { ClientId, PromptId } from '@/domain/ids'
import type { SiblingPrompt } from '@/domain/serverJob'
import { useQueueStore } from '@/stores/queueStore'

/** Prompts of the browser's other tabs, and whose they are. */
export interface Siblings {
  /** The same map as before while only their progress changes: their percents may be old. */
  readonly byId: ComputedRef<ReadonlyMap<PromptId, SiblingPrompt>>
  readonly clientIds: ComputedRef<ReadonlySet<ClientId>>
}

/** Changes with lifecycles only, so that lists do not follow each step in another tab. */
export function useSiblings(): Siblings {
  const queueStore = useQueueStore()
  const byId = computed<ReadonlyMap<PromptId, SiblingPrompt>>((before) => {
    const next = new Map(queueStore.siblings)
    return before && isSameMap(before, next) ? before : next
  })
  return {
    byId,
    clientIds: computed(() => new Set(Array.from(byId.value.values(), ({ clientId }) => clientId)))
  }
}

function isSameMap(
  a: ReadonlyMap<PromptId, SiblingPrompt>,
  b: ReadonlyMap<PromptId, SiblingPrompt>
): boolean {
  if (a.size !== b.size) return false
  for (const [promptId, sibling] of b) {
    const other = a.get(promptId)
    if (!other || !isSameLifecycle(other, sibling)) return false
  }
  return true
}

function isSameLifecycle(a: SiblingPrompt, b: SiblingPrompt): boolean {
  return (
    a.status === b.status &&
    a.startedAt === b.startedAt &&
    a.endedAt === b.endedAt &&
    a.workflowName === b.workflowName
  )
}
