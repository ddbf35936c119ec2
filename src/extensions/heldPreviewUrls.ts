import type { PreviewImage } from '@/events/executionEvent'
import { acquirePreviewUrl, releasePreviewUrl } from '@/stores/previewUrls'

/** Addresses of previews that packs asked for: held until the preview has gone. */
export class HeldPreviewUrls {
  readonly #held = new Map<PreviewImage, string>()

  /** Addresses of these images, in their order; those of all others are given back. */
  hold(images: readonly PreviewImage[]): string[] {
    const wanted = new Set(images)
    for (const image of this.#held.keys()) {
      if (wanted.has(image)) continue
      this.#held.delete(image)
      releasePreviewUrl(image)
    }
    return images.map((image) => {
      const url = this.#held.get(image) ?? acquirePreviewUrl(image)
      this.#held.set(image, url)
      return url
    })
  }
}
