import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PreviewImage } from '@/events/executionEvent'
import { acquirePreviewUrl, releasePreviewUrl } from '@/stores/previewUrls'

let made: string[]
let revoked: string[]

beforeEach(() => {
  made = []
  revoked = []
  let serial = 0
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    made.push(`blob:${++serial}`)
    return `blob:${serial}`
  })
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
})
afterEach(() => vi.restoreAllMocks())

const makeImage = (): PreviewImage => ({ blob: new Blob(['x']) })

describe('the address of a preview', () => {
  it('[B18] is made for the first view, shared by all, and revoked once, with the last', () => {
    const image = makeImage()
    const [first, second] = [acquirePreviewUrl(image), acquirePreviewUrl(image)]
    expect(first).toBe(second)
    releasePreviewUrl(image)
    expect(revoked).toEqual([])
    releasePreviewUrl(image)
    releasePreviewUrl(image)
    expect([made, revoked]).toEqual([[first], [first]])
  })

  it('[B18] is another one when the image is shown again', () => {
    const image = makeImage()
    const before = acquirePreviewUrl(image)
    releasePreviewUrl(image)
    const after = acquirePreviewUrl(image)
    releasePreviewUrl(image)
    expect(after).not.toBe(before)
    expect(revoked).toEqual(made)
  })

  it('[B18] whatever views come and go: none is revoked while shown, and each exactly once', () => {
    const step = fc.record({ image: fc.nat(3), view: fc.nat(3) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        made.length = 0
        revoked.length = 0
        const images = Array.from({ length: 4 }, makeImage)
        const shown = new Map<string, string>()
        for (const { image, view } of steps) {
          const key = `${image}/${view}`
          if (shown.delete(key)) releasePreviewUrl(images[image]!)
          else shown.set(key, acquirePreviewUrl(images[image]!))
          for (const url of shown.values()) expect(revoked).not.toContain(url)
        }
        for (const key of shown.keys()) releasePreviewUrl(images[Number(key[0])]!)
        expect(revoked.toSorted()).toEqual(made.toSorted())
        expect(new Set(revoked).size).toBe(revoked.length)
      }),
      { seed: 18, numRuns: 200 }
    )
  })
})
