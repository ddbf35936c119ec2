import type { ClientId, PromptId } from '@/domain/ids'
import type { SiblingPrompt } from '@/domain/serverJob'
import type { Cancel } from '@/domain/time'

/** What the tabs of one browser tell each other; nothing in it can write to a workflow or a canvas. */
export type SiblingMessage = { readonly from: ClientId } & (
  | /** A tab opened: everybody tells it what they have. */
    { readonly type: 'hello' }
  | { readonly type: 'prompts'; readonly prompts: readonly SiblingPrompt[] }
  /** Prompts the tab has no more: deleted by the user, or under another id. */
  | { readonly type: 'gone'; readonly promptIds: readonly PromptId[] }
  | { readonly type: 'bye' }
  /** Prompts were cancelled by another tab while they waited; the server sends no event for that [B27]. */
  | { readonly type: 'cancelled'; readonly promptIds: readonly PromptId[] }
  /** "All of mine" was stopped, or what waits of it: nobody submits anew by himself. */
  | { readonly type: 'rest'; readonly what: 'all' | 'pending' }
  /** Somebody wants to see the workflow of this prompt. */
  | { readonly type: 'show'; readonly promptId: PromptId }
)

/** The tabs' way to each other; nobody hears himself. */
export interface SiblingChannel {
  post(message: SiblingMessage): void
  listen(handler: (message: SiblingMessage) => void): Cancel
}

/** The browser's own channel; silent where it has none. */
export function createBroadcastSiblingChannel(name = 'parallel-frontend.siblings'): SiblingChannel {
  if (typeof BroadcastChannel === 'undefined') return { post: () => {}, listen: () => () => {} }
  const channel = new BroadcastChannel(name)
  return {
    post: (message) => channel.postMessage(message),
    listen(handler) {
      const onMessage = (event: MessageEvent<SiblingMessage>) => handler(event.data)
      channel.addEventListener('message', onMessage)
      return () => {
        channel.removeEventListener('message', onMessage)
        channel.close()
      }
    }
  }
}
