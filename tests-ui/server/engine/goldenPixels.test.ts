import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import { GOLDEN_IMAGES, loadOwnGolden } from '../../builders/engineGolden'

interface Tolerance {
  /** Largest difference in 8-bit levels. */
  readonly max: number
  /** Share of samples that may differ more. */
  readonly outliers?: number
  readonly mean?: number
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

async function expectSamePicture(actual: string, expected: string, tolerance: Tolerance) {
  const [ours, theirs] = await Promise.all([readPixels(actual), readPixels(expected)])
  expect(ours.size).toEqual(theirs.size)
  const differences = [...ours.data].map((value, index) => Math.abs(value - theirs.data[index]!))
  const beyond = differences.filter((difference) => difference > tolerance.max).length
  expect(beyond / differences.length).toBeLessThanOrEqual(tolerance.outliers ?? 0)
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length
  expect(mean).toBeLessThanOrEqual(tolerance.mean ?? tolerance.max)
}

describe('pixels equal those of a real ComfyUI', () => {
  it.each(loadOwnGolden('pixels'))('$name', async ({ requests, expected }) => {
    const { pictures } = expected as { pictures: { $image: string; tolerance: Tolerance }[] }

    const { result } = await host.run(requests[0]!.prompt)

    const saved = (result.outputs.out as { images: { filename: string; subfolder: string }[] })
      .images
    expect(saved).toHaveLength(pictures.length)
    for (const [index, { $image, tolerance }] of pictures.entries()) {
      const { filename, subfolder } = saved[index]!
      const path = join(host.folders.output, subfolder, filename)
      await expectSamePicture(path, join(GOLDEN_IMAGES, $image), tolerance)
    }
  })
})
