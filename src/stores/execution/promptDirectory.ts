import { toRaw } from 'vue'
import { findManifestNode } from '@/domain/promptManifest'
import type { PromptDirectory } from '@/events/executionEvent'
import type { useExecutionStore } from './executionStore'

/** The store as attribution sees it: who owns a prompt, what runs, which nodes it has. */
export function createPromptDirectory(
  store: ReturnType<typeof useExecutionStore>
): PromptDirectory {
  // Asked for every frame: past Pinia's wrapping of functions, which takes longer than the answer.
  const rawStates = toRaw(store.promptStates)
  return {
    getOwnership(promptId) {
      const prompt = rawStates[promptId]
      if (!prompt) return store.isPast(promptId) ? 'past' : 'unknown'
      return prompt.isOwn ? 'own' : 'foreign'
    },
    listRunningOwn: () => [...store.runningPromptIds].reverse(),
    hasNode(promptId, nodeId) {
      const prompt = rawStates[promptId]
      return prompt !== undefined && findManifestNode(prompt.manifest, nodeId) !== null
    }
  }
}
