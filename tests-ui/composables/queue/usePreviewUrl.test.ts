import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { usePreviewUrl } from '@/composables/queue/usePreviewUrl'
import type { PreviewImage } from '@/events/executionEvent'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

const makeImage = (): PreviewImage => ({ blob: new Blob(['x']) })

let app: AppHarness
const made = vi.spyOn(URL, 'createObjectURL')
const revoked = vi.spyOn(URL, 'revokeObjectURL')
beforeEach(() => {
  app = createAppHarness()
  made.mockClear()
  revoked.mockClear()
})
afterEach(() => app.unmount())

describe('usePreviewUrl', () => {
  it('[B18] makes one URL for an image, whoever shows it, and revokes it with the last', () => {
    const image = makeImage()
    const first = app.use(() => usePreviewUrl(image))
    const second = app.use(() => usePreviewUrl(image))
    expect(first.url.value).toBe(second.url.value)
    expect(made).toHaveBeenCalledTimes(1)
    app.unmount()
    expect(revoked).toHaveBeenCalledTimes(1)
    expect(revoked).toHaveBeenCalledWith(first.url.value ?? made.mock.results[0]?.value)
  })

  it('[B18] revokes the URL of the image before exactly once when the next one comes', async () => {
    const image = shallowRef<PreviewImage | null>(makeImage())
    const { url, noteLoaded } = app.use(() => usePreviewUrl(image))
    const before = url.value
    noteLoaded()
    image.value = makeImage()
    await app.settle()
    expect(url.value).not.toBe(before)
    expect(revoked.mock.calls).toEqual([[before]])
    image.value = null
    await app.settle()
    expect(url.value).toBeNull()
    expect(revoked).toHaveBeenCalledTimes(2)
  })

  it('[B47] waits until a picture is on show before it takes the next, and leaves out what came meanwhile', async () => {
    const image = shallowRef<PreviewImage | null>(makeImage())
    const { url, noteLoaded } = app.use(() => usePreviewUrl(image))
    const before = url.value
    for (let count = 0; count < 3; count++) {
      image.value = makeImage()
      await app.settle()
    }
    expect([url.value, made.mock.calls.length]).toEqual([before, 1])
    noteLoaded()
    expect(url.value).not.toBe(before)
    expect(made.mock.calls.map(([blob]) => blob).at(-1)).toBe(image.value?.blob)
    expect(made).toHaveBeenCalledTimes(2)
  })

  it('[B47] makes no URL where there is nothing to show', () => {
    app.use(() => usePreviewUrl(null))
    expect(made).not.toHaveBeenCalled()
  })
})
