import type { MaybeRefOrGetter, ShallowRef } from 'vue'
import { onScopeDispose, shallowRef, toValue, watch } from 'vue'
import type { PreviewImage } from '@/events/executionEvent'
import { acquirePreviewUrl, releasePreviewUrl } from '@/stores/previewUrls'

/**
 * Object URL of a live preview for as long as the caller's scope lives and the image stays; null without one. The
 * URL of the image before is given back once the next one is held, so the shared one is revoked exactly once [B18].
 */
export function usePreviewUrl(
  image: MaybeRefOrGetter<PreviewImage | null>
): Readonly<ShallowRef<string | null>> {
  const url = shallowRef<string | null>(null)
  let held: PreviewImage | null = null
  const hold = (next: PreviewImage | null): void => {
    if (next === held) return
    const before = held
    held = next
    url.value = next && acquirePreviewUrl(next)
    if (before) releasePreviewUrl(before)
  }
  watch(() => toValue(image), hold, { immediate: true })
  onScopeDispose(() => hold(null))
  return url
}
