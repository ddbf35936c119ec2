import type { PreviewImage } from '@/events/executionEvent'

interface Holding {
  readonly url: string
  holders: number
}

const holdings = new WeakMap<PreviewImage, Holding>()

/**
 * The object URL of a preview, made when the first view shows it and shared by all. Every call is paid back by one
 * `releasePreviewUrl`; with the last, the URL is revoked, once [B18].
 */
export function acquirePreviewUrl(image: PreviewImage): string {
  const held = holdings.get(image)
  if (held) {
    held.holders++
    return held.url
  }
  const url = URL.createObjectURL(image.blob)
  holdings.set(image, { url, holders: 1 })
  return url
}

/** One view less shows the preview. */
export function releasePreviewUrl(image: PreviewImage): void {
  const held = holdings.get(image)
  if (!held) return
  held.holders--
  if (held.holders > 0) return
  holdings.delete(image)
  URL.revokeObjectURL(held.url)
}
