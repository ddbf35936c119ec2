import { describe, expect, it } from 'vitest'
import {
  listNumbers,
  makeGrey,
  makeMask,
  makeTensor,
  runNode,
  runTensorNode
} from '../../builders/engineNode'
import { JoinImageWithAlpha, SplitImageWithAlpha } from '../../../server/engine/nodes/image/alpha'
import { Canny, Morphology } from '../../../server/engine/nodes/image/morphology'
import { ImageAddNoise } from '../../../server/engine/nodes/image/noise'
import { ImagePadForOutpaint } from '../../../server/engine/nodes/image/outpaint'
import { PorterDuffImageComposite } from '../../../server/engine/nodes/image/porterDuff'
import { ImageQuantize } from '../../../server/engine/nodes/image/quantize'
import { RebatchImages } from '../../../server/engine/nodes/image/rebatch'
import {
  ImageScaleToMaxDimension,
  ImageScaleToTotalPixels,
  ResizeAndPadImage
} from '../../../server/engine/nodes/image/scaleTo'
import { ImageStitch } from '../../../server/engine/nodes/image/stitch'
import { ImageRGBToYUV, ImageYUVToRGB } from '../../../server/engine/nodes/image/yuv'
import type { Tensor } from '../../../server/engine/tensor/tensor'

describe('scaling to a measure', () => {
  it('ImageScaleToTotalPixels keeps the proportions, in steps', async () => {
    const image = makeTensor([1, 10, 40, 1], new Float32Array(400))
    const scale = async (resolution_steps: number) => {
      const inputs = { image, upscale_method: 'area', megapixels: 0.01, resolution_steps }
      return (await runTensorNode(ImageScaleToTotalPixels, inputs)).shape
    }
    // sqrt(10485.76 / 400) = 5.12
    expect(await scale(1)).toEqual([1, 51, 205, 1])
    expect(await scale(16)).toEqual([1, 48, 208, 1])
  })

  it.each([
    [40, 10, [1, 5, 20, 1]],
    [10, 40, [1, 20, 5, 1]],
    [10, 10, [1, 20, 20, 1]]
  ])('ImageScaleToMaxDimension of %i x %i', async (width, height, shape) => {
    const image = makeTensor([1, height, width, 1], new Float32Array(width * height))
    const inputs = { image, upscale_method: 'bilinear', largest_size: 20 }
    expect((await runTensorNode(ImageScaleToMaxDimension, inputs)).shape).toEqual(shape)
  })

  it('ResizeAndPadImage centres what it fitted in', async () => {
    const padded = await runTensorNode(ResizeAndPadImage, {
      image: makeGrey([0.5, 0.5]),
      target_width: 2,
      target_height: 4,
      padding_color: 'white',
      interpolation: 'nearest-exact'
    })
    expect(listNumbers(padded)).toEqual([1, 1, 0.5, 0.5, 1, 1, 1, 1])
  })
})

describe('putting pictures together', () => {
  const stitch = (inputs: Record<string, unknown>) =>
    runTensorNode(ImageStitch, {
      direction: 'right',
      match_image_size: false,
      spacing_width: 0,
      spacing_color: 'white',
      ...inputs
    })

  it('ImageStitch without a second picture gives the first', async () => {
    const image1 = makeGrey([0.1])
    expect(await stitch({ image1 })).toBe(image1)
  })

  it('ImageStitch makes an odd gap even and borders white only with white', async () => {
    const pair = {
      image1: makeGrey([0.1], [0.2], [0.3]),
      image2: makeGrey([0.4]),
      spacing_width: 1
    }
    expect(listNumbers(await stitch(pair))).toEqual([0.1, 1, 1, 1, 0.2, 1, 1, 0.4, 0.3, 1, 1, 1])
    const red = await stitch({ ...pair, spacing_color: 'green' })
    expect(listNumbers(red)).toEqual([0.1, 0, 0, 0, 0.2, 0, 0, 0.4, 0.3, 0, 0, 0])
  })

  it('ImageStitch repeats the last picture of the shorter batch, and adds alpha', async () => {
    const image1 = makeTensor([2, 1, 1, 3], [0.1, 0.1, 0.1, 0.2, 0.2, 0.2])
    const image2 = makeTensor([1, 1, 1, 4], [0.5, 0.5, 0.5, 0.7])
    const down = await stitch({ image1, image2, direction: 'down' })
    expect(down.shape).toEqual([2, 2, 1, 4])
    expect(listNumbers(down)).toEqual(
      [
        [0.1, 0.1, 0.1, 1, 0.5, 0.5, 0.5, 0.7],
        [0.2, 0.2, 0.2, 1, 0.5, 0.5, 0.5, 0.7]
      ].flat()
    )
  })

  it('ImageStitch matches the height, proportions kept', async () => {
    const image1 = makeTensor([1, 4, 1, 3], new Float32Array(12))
    const image2 = makeTensor([1, 2, 3, 3], new Float32Array(18))
    const matched = await stitch({ image1, image2, match_image_size: true })
    expect(matched.shape).toEqual([1, 4, 1 + 6, 3])
  })

  it('JoinImageWithAlpha and SplitImageWithAlpha turn masks round', async () => {
    const image = makeTensor([1, 1, 2, 3], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    const joined = await runTensorNode(JoinImageWithAlpha, { image, alpha: makeMask([0.25, 1]) })
    expect(listNumbers(joined)).toEqual([0.1, 0.2, 0.3, 0.75, 0.4, 0.5, 0.6, 0])
    const [colour, mask] = (await runNode(SplitImageWithAlpha, { image: joined })) as Tensor[]
    expect(listNumbers(colour!)).toEqual(listNumbers(image))
    expect(listNumbers(mask!)).toEqual([0.25, 1])
    const [, none] = (await runNode(SplitImageWithAlpha, { image })) as Tensor[]
    expect(listNumbers(none!)).toEqual([0, 0])
  })

  it('RebatchImages cuts batches anew', async () => {
    const images = [makeTensor([3, 1, 1, 1], [0.1, 0.2, 0.3]), makeTensor([2, 1, 1, 1], [0.4, 0.5])]
    const [batches] = await runNode(RebatchImages, { images, batch_size: [2] })
    expect((batches as Tensor[]).map(listNumbers)).toEqual([[0.1, 0.2], [0.3, 0.4], [0.5]])
  })

  it('RebatchImages refuses to join pictures of two sizes', async () => {
    const images = [makeGrey([0.1]), makeGrey([0.1, 0.2])]
    await expect(runNode(RebatchImages, { images, batch_size: [2] })).rejects.toThrow(
      'Sizes of tensors must match'
    )
  })

  it('ImagePadForOutpaint feathers towards the new sides only', async () => {
    const image = makeTensor([1, 5, 5, 1], new Float32Array(25).fill(0.25))
    const sides = { left: 1, top: 0, right: 0, bottom: 0, feathering: 2 }
    const [padded, mask] = (await runNode(ImagePadForOutpaint, { image, ...sides })) as Tensor[]
    expect(listNumbers(padded!).slice(0, 6)).toEqual([0.5, 0.25, 0.25, 0.25, 0.25, 0.25])
    expect(mask!.shape).toEqual([1, 5, 6])
    expect(listNumbers(mask!).slice(0, 6)).toEqual([1, 1, 0.25, 0, 0, 0])
    const wide = { image, ...sides, feathering: 3 }
    const [, plain] = (await runNode(ImagePadForOutpaint, wide)) as Tensor[]
    expect(listNumbers(plain!).slice(0, 6)).toEqual([1, 0, 0, 0, 0, 0])
  })
})

describe('compositing', () => {
  // Source 0.8 with opacity 0.5 (premultiplied 0.4) over destination 0.4 with opacity 0.25 (premultiplied 0.1).
  it.each([
    ['ADD', 0.5, 0.75],
    ['CLEAR', 0, 0],
    ['DARKEN', 0.75 * 0.4 + 0.5 * 0.1 + 0.1, 0.625],
    ['DST', 0.1, 0.25],
    ['DST_ATOP', 0.5 * 0.1 + 0.75 * 0.4, 0.5],
    ['DST_IN', 0.05, 0.125],
    ['DST_OUT', 0.05, 0.125],
    ['DST_OVER', 0.1 + 0.75 * 0.4, 0.625],
    ['LIGHTEN', 0.75 * 0.4 + 0.5 * 0.1 + 0.4, 0.625],
    ['MULTIPLY', 0.04, 0.125],
    ['OVERLAY', 2 * 0.4 * 0.1, 0.625],
    ['SCREEN', 0.4 + 0.1 - 0.04, 0.625],
    ['SRC', 0.4, 0.5],
    ['SRC_ATOP', 0.25 * 0.4 + 0.5 * 0.1, 0.25],
    ['SRC_IN', 0.1, 0.125],
    ['SRC_OUT', 0.3, 0.375],
    ['SRC_OVER', 0.4 + 0.5 * 0.1, 0.625],
    ['XOR', 0.3 + 0.05, 0.5]
  ])('PorterDuffImageComposite %s', async (mode, premultiplied, opacity) => {
    const [colour, mask] = (await runNode(PorterDuffImageComposite, {
      source: makeGrey([0.8]),
      source_alpha: makeMask([0.5]),
      destination: makeGrey([0.4]),
      destination_alpha: makeMask([0.75]),
      mode
    })) as Tensor[]
    expect(colour!.data[0]).toBeCloseTo(opacity === 0 ? 0 : Math.min(1, premultiplied / opacity), 5)
    expect(mask!.data[0]).toBeCloseTo(1 - opacity, 5)
  })
})

describe('filters', () => {
  const spot = () => makeGrey([0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0])
  it.each([
    ['dilate', [1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0]],
    ['erode', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['open', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['close', [1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0]],
    ['gradient', [1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0]],
    ['top_hat', [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]],
    ['bottom_hat', [1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]]
  ])('Morphology %s', async (operation, numbers) => {
    const inputs = { image: spot(), operation, kernel_size: 3 }
    expect(listNumbers(await runTensorNode(Morphology, inputs))).toEqual(numbers)
  })

  it('Canny draws one line where a picture is steepest', async () => {
    const row = [0, 0, 0, 0, 0.5, 1, 1, 1, 1]
    const image = makeGrey(...Array.from({ length: 7 }, () => row))
    const edges = await runTensorNode(Canny, { image, low_threshold: 0.4, high_threshold: 0.8 })
    expect(edges.shape).toEqual([1, 7, 9, 3])
    const drawn = [...edges.data].filter((_, index) => index % 3 === 0)
    expect(drawn).toEqual(Array.from({ length: 7 }, () => [0, 0, 0, 0, 1, 0, 0, 0, 0]).flat())
  })

  it('Canny keeps weak edges only where they hang together with strong ones', async () => {
    // A step that becomes lower from row to row, and one that is low everywhere.
    const fading = [1, 0.85, 0.7, 0.55, 0.4, 0.35, 0.3, 0.25]
    const low = fading.map(() => 0.3)
    const draw = (heights: number[]) =>
      makeGrey(...heights.map((height) => [0, 0, 0, 0, height / 2, height, height, height, height]))
    const count = async (image: Tensor, low_threshold: number, high_threshold: number) => {
      const edges = await runTensorNode(Canny, { image, low_threshold, high_threshold })
      return [...edges.data].reduce((sum, value) => sum + value, 0) / 3
    }
    expect(await count(draw(low), 0.6, 0.99)).toBe(0)
    expect(await count(draw(low), 0.6, 0.7)).toBe(8)
    const strong = await count(draw(fading), 0.99, 0.99)
    expect(strong).toBeGreaterThan(0)
    expect(await count(draw(fading), 0.6, 0.99)).toBeGreaterThan(strong)
  })

  it('Canny refuses thresholds in the wrong order', async () => {
    const inputs = { image: spot(), low_threshold: 0.9, high_threshold: 0.1 }
    await expect(async () => runNode(Canny, inputs)).rejects.toThrow('Invalid input thresholds')
  })

  it('ImageRGBToYUV and back', async () => {
    const image = makeTensor([1, 1, 1, 3], [1, 0.5, 0.25])
    const channels = (await runNode(ImageRGBToYUV, { image })) as Tensor[]
    // Y = 0.299 + 0.2935 + 0.0285
    expect(channels.map(listNumbers)).toEqual([
      [0.621, 0.621, 0.621],
      [0.2908, 0.2908, 0.2908],
      [0.7702, 0.7702, 0.7702]
    ])
    const [Y, U, V] = channels
    const back = await runTensorNode(ImageYUVToRGB, { Y, U, V })
    for (const [index, value] of [1, 0.5, 0.25].entries())
      expect(back.data[index]).toBeCloseTo(value, 2)
  })

  it('ImageQuantize to one colour gives the mean', async () => {
    const image = makeTensor(
      [1, 1, 2, 3],
      [0, 0, 0, 1, 1, 0.5].map((value) => value)
    )
    const flat = await runTensorNode(ImageQuantize, { image, colors: 1, dither: 'none' })
    expect([...flat.data].map((value) => Math.round(value * 255))).toEqual([
      128, 128, 64, 128, 128, 64
    ])
  })

  it('ImageAddNoise adds the noise of the seed and cuts it to 0..1', async () => {
    // The first numbers of torch.randn with seed 0: -1.1258, -1.1524, -0.2506, -0.4339, 0.8487
    const image = makeTensor([1, 1, 16, 1], new Float32Array(16).fill(0.5))
    const noisy = await runTensorNode(ImageAddNoise, { image, seed: 0, strength: 0.5 })
    expect(listNumbers(noisy).slice(0, 5)).toEqual([0, 0, 0.3747, 0.2831, 0.9244])
  })
})
