import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import { GOLDEN_IMAGES, loadGolden } from '../../builders/engineGolden'

/** No sample may differ by more levels, whatever the recorded tolerance grants. */
const LARGEST_DIFFERENCE = 2

/** What is resampled, filtered, blended by transparency or turned from one colour space into another; all else is exact. */
const ROUNDED =
  /\/scale\/|\/filter\/|PorterDuff|ImageCompositeMasked-mask|compared\/(ImageScale|Resize|ImageBlur|ImageSharpen|ImageQuantize|ImageYUVToRGB)/

interface Tolerance {
  /** Largest difference in 8-bit levels. */
  readonly max: number
}

interface SavedResult {
  readonly outputs: Readonly<
    Record<string, { images?: { filename: string; subfolder: string; type: 'output' | 'temp' }[] }>
  >
}

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
})
afterAll(() => host.dispose())

async function readPixels(path: string) {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true })
  return { data, size: [info.width, info.height, info.channels] }
}

async function expectSamePicture(actual: string, expected: string, most: number) {
  const [ours, theirs] = await Promise.all([readPixels(actual), readPixels(expected)])
  expect(ours.size).toEqual(theirs.size)
  let largest = 0
  for (const [index, value] of ours.data.entries())
    largest = Math.max(largest, Math.abs(value - theirs.data[index]!))
  expect(largest).toBeLessThanOrEqual(most)
}

describe('pixels equal those of a real ComfyUI', () => {
  it.each([...loadGolden('pixels'), ...loadGolden('comparedPixels')])(
    '$name',
    async ({ name, requests, expected }) => {
      const { pictures } = expected as { pictures: { $image: string; tolerance: Tolerance }[] }

      const { result } = (await host.run(requests[0]!.prompt)) as { result: SavedResult }

      const saved = Object.values(result.outputs).flatMap(({ images = [] }) => images)
      expect(saved).toHaveLength(pictures.length)
      for (const [index, { $image, tolerance }] of pictures.entries()) {
        const { filename, subfolder, type } = saved[index]!
        const path = join(host.folders[type], subfolder, filename)
        const most = ROUNDED.test(name) ? Math.min(tolerance.max, LARGEST_DIFFERENCE) : 0
        await expectSamePicture(path, join(GOLDEN_IMAGES, $image), most)
      }
    }
  )
})
