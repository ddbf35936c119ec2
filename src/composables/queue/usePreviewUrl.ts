import type { MaybeRefOrGetter, ShallowRef } from 'vue'
import { onScopeDispose, shallowRef, toValue, watch } from 'vue'
import type { PreviewImage } from '@/events/executionEvent'
import { acquirePreviewUrl, releasePreviewUrl } from '@/stores/previewUrls'

export interface PreviewUrl {
  /** Object URL of the preview to show; null without one. */
  readonly url: Readonly<ShallowRef<string | null>>
  /** The picture at the URL is on show, or could not be: the next may come. */
  noteLoaded(): void
}

/**
 * Object URL of a live preview for as long as the caller's scope lives. The URL of the image before is given back
 * once the next one is held, so the shared one is revoked exactly once [B18]. Previews that come while one is still
 * loaded are left out but for the latest: a browser that is given the next too early shows none of them.
 */
export function usePreviewUrl(image: MaybeRefOrGetter<PreviewImage | null>): PreviewUrl {
  const url = shallowRef<string | null>(null)
  let held: PreviewImage | null = null
  let isLoading = false
  const hold = (next: PreviewImage | null): void => {
    if (next === held) return
    const before = held
    held = next
    isLoading = next !== null
    url.value = next && acquirePreviewUrl(next)
    if (before) releasePreviewUrl(before)
  }
  watch(
    () => toValue(image),
    (next) => {
      if (next === null || !isLoading) hold(next)
    },
    { immediate: true }
  )
  onScopeDispose(() => hold(null))
  return {
    url,
    noteLoaded() {
      isLoading = false
      hold(toValue(image))
    }
  }
}
