import type { CacheLimits } from './resultCache'

/**
 * How results are kept, in ComfyUI's words: `classic` those of the prompt before (here: before on each worker), `lru`
 * the given number of results used last, `none` none. `recent` is our own: those of the last prompts, so that
 * workflows running side by side don't take each other's results away.
 */
export type CachePolicy =
  | { readonly kind: 'recent' }
  | { readonly kind: 'classic' }
  | { readonly kind: 'lru'; readonly results: number }
  | { readonly kind: 'none' }

/** Prompts that results survive, per worker: the workflows one goes back and forth between. */
const RECENT_PROMPTS = 8

/** @param maxBytes bound of all tensors, whatever the policy */
export function createCacheLimits(
  policy: CachePolicy,
  workers: number,
  maxBytes: number
): CacheLimits {
  const all = { maxBytes, maxResults: Infinity, keepPrompts: Infinity }
  switch (policy.kind) {
    case 'recent':
      return { ...all, keepPrompts: RECENT_PROMPTS * workers }
    case 'classic':
      return { ...all, keepPrompts: workers }
    case 'lru':
      return { ...all, maxResults: policy.results }
    case 'none':
      return { ...all, keepPrompts: 0 }
  }
}
