import type { ExecutionId, PromptId } from '@/domain/ids'
import { toPromptId } from '@/domain/ids'
import type { Ownership, PromptDirectory } from '@/events/executionEvent'

interface KnownPrompt {
  readonly ownership: Ownership
  readonly isRunning?: boolean
  readonly nodes?: readonly string[]
}

/** A directory of prompts that a test fills; what it doesn't know is unknown. */
export interface TestDirectory extends PromptDirectory {
  set(promptId: string, prompt: KnownPrompt): void
}

/** @param prompts by id, the latest started last */
export function makeDirectory(prompts: Readonly<Record<string, KnownPrompt>> = {}): TestDirectory {
  const known = new Map(Object.entries(prompts))
  const isOfNode = (id: string, node: string) => id === node || id.startsWith(`${node}.`)
  return {
    set: (promptId, prompt) => void known.set(promptId, prompt),
    getOwnership: (promptId) => known.get(promptId)?.ownership ?? 'unknown',
    listRunningOwn: (): PromptId[] =>
      [...known]
        .filter(([, prompt]) => prompt.ownership === 'own' && prompt.isRunning === true)
        .map(([id]) => toPromptId(id))
        .reverse(),
    hasNode: (promptId: PromptId, nodeId: ExecutionId) =>
      known.get(promptId)?.nodes?.some((node) => isOfNode(nodeId, node)) ?? false
  }
}
