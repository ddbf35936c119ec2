import { describe, expect, it } from 'vitest'
import {
  listNumbers,
  makeGrey,
  makeMask,
  makeTensor,
  runNode,
  runTensorNode
} from '../../builders/engineNode'
import {
  ImageBatch,
  ImageFromBatch,
  RepeatImageBatch
} from '../../../server/engine/nodes/image/batch'
import { ImageBlend } from '../../../server/engine/nodes/image/blend'
import { ImageInvert } from '../../../server/engine/nodes/image/colour'
import { ImageCompositeMasked } from '../../../server/engine/nodes/image/composite'
import { EmptyImage } from '../../../server/engine/nodes/image/emptyImage'
import { ImageBlur, ImageSharpen } from '../../../server/engine/nodes/image/filters'
import {
  GetImageSize,
  ImageCrop,
  ImageFlip,
  ImageRotate
} from '../../../server/engine/nodes/image/geometry'
import { ImageScale, ImageScaleBy } from '../../../server/engine/nodes/image/scale'
import {
  ImageToMask,
  InvertMask,
  MaskToImage,
  SolidMask,
  ThresholdMask
} from '../../../server/engine/nodes/mask/masks'
import { StringConcatenate } from '../../../server/engine/nodes/text/text'

const grey = () => makeGrey([0.1, 0.2, 0.3], [0.4, 0.5, 0.6])

describe('nodes by hand: geometry', () => {
  it.each([
    ['x-axis: vertically', [0.4, 0.5, 0.6, 0.1, 0.2, 0.3]],
    ['y-axis: horizontally', [0.3, 0.2, 0.1, 0.6, 0.5, 0.4]]
  ])('ImageFlip %s', async (flip_method, numbers) => {
    expect(listNumbers(await runTensorNode(ImageFlip, { image: grey(), flip_method }))).toEqual(
      numbers
    )
  })

  it.each([
    ['none', [1, 2, 3, 1], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]],
    ['90 degrees', [1, 3, 2, 1], [0.4, 0.1, 0.5, 0.2, 0.6, 0.3]],
    ['180 degrees', [1, 2, 3, 1], [0.6, 0.5, 0.4, 0.3, 0.2, 0.1]],
    ['270 degrees', [1, 3, 2, 1], [0.3, 0.6, 0.2, 0.5, 0.1, 0.4]]
  ])('ImageRotate %s', async (rotation, shape, numbers) => {
    const turned = await runTensorNode(ImageRotate, { image: grey(), rotation })
    expect([turned.shape, listNumbers(turned)]).toEqual([shape, numbers])
  })

  it('turns every picture of a batch, channels together', async () => {
    const image = makeTensor([2, 1, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])
    const turned = await runTensorNode(ImageFlip, { image, flip_method: 'y-axis: horizontally' })
    expect(listNumbers(turned)).toEqual([3, 4, 1, 2, 7, 8, 5, 6])
  })

  it('ImageCrop cuts what is there', async () => {
    const crop = (rect: Record<string, number>) =>
      runTensorNode(ImageCrop, { image: grey(), ...rect })
    expect(listNumbers(await crop({ x: 1, y: 0, width: 1, height: 2 }))).toEqual([0.2, 0.5])
    const beyond = await crop({ x: 2, y: 1, width: 50, height: 50 })
    expect([beyond.shape, listNumbers(beyond)]).toEqual([[1, 1, 1, 1], [0.6]])
  })

  it('GetImageSize tells it in words too', async () => {
    const texts: string[] = []
    const sizes = await runNode(
      GetImageSize,
      { image: grey() },
      { text: (text) => texts.push(text) }
    )
    expect(sizes).toEqual([3, 2, 1])
    expect(texts).toEqual(['width: 3, height: 2\n batch size: 1'])
  })
})

describe('nodes by hand: size', () => {
  const scale = (inputs: Record<string, unknown>) =>
    runTensorNode(ImageScale, {
      image: grey(),
      upscale_method: 'area',
      width: 0,
      height: 0,
      crop: 'disabled',
      ...inputs
    })

  it('a side of 0 follows from the other one, both leave the picture alone', async () => {
    expect((await scale({ width: 6 })).shape).toEqual([1, 4, 6, 1])
    expect((await scale({ height: 1 })).shape).toEqual([1, 1, 2, 1])
    expect((await scale({})).shape).toEqual([1, 2, 3, 1])
  })

  it('a picture that would vanish is an error, not an empty picture', async () => {
    const image = makeGrey([1])
    await expect(
      runNode(ImageScaleBy, { image, upscale_method: 'bilinear', scale_by: 0.01 })
    ).rejects.toThrow('should be greater than 0')
  })

  it('halves are rounded to even as in Python', async () => {
    const image = makeGrey([1, 1, 1, 1, 1])
    const half = await runTensorNode(ImageScaleBy, { image, upscale_method: 'area', scale_by: 0.5 })
    // PyTorch's averaging has an answer for no pixels: none.
    expect(half.shape).toEqual([1, 0, 2, 1])
  })
})

describe('nodes by hand: colour and filters', () => {
  it('EmptyImage', async () => {
    const image = await runTensorNode(EmptyImage, {
      width: 1,
      height: 1,
      batch_size: 2,
      color: 0xff8000
    })
    expect(image.shape).toEqual([2, 1, 1, 3])
    expect(listNumbers(image)).toEqual([1, 0.502, 0, 1, 0.502, 0])
  })

  it('ImageInvert', async () => {
    expect(listNumbers(await runTensorNode(ImageInvert, { image: grey() }))).toEqual([
      0.9, 0.8, 0.7, 0.6, 0.5, 0.4
    ])
  })

  it.each([
    ['normal', [0.2, 0.9]],
    ['multiply', [0.1, 0.72]],
    ['screen', [0.6, 0.98]],
    ['overlay', [0.2, 0.96]],
    ['soft_light', [0.35, 0.8755]],
    ['difference', [0.3, 0]]
  ])('ImageBlend %s', async (blend_mode, numbers) => {
    const inputs = { image1: makeGrey([0.5, 0.8]), image2: makeGrey([0.2, 0.9]), blend_mode }
    expect(listNumbers(await runTensorNode(ImageBlend, { ...inputs, blend_factor: 1 }))).toEqual(
      numbers
    )
    expect(listNumbers(await runTensorNode(ImageBlend, { ...inputs, blend_factor: 0 }))).toEqual([
      0.5, 0.8
    ])
  })

  it('ImageBlend fits the second picture, and refuses batches that do not match', async () => {
    const image2 = makeTensor([1, 1, 1, 4], [0.2, 0.4, 0.6, 0.5])
    const image1 = makeTensor(
      [2, 1, 2, 3],
      Array.from({ length: 12 }, () => 0)
    )
    const blended = await runTensorNode(ImageBlend, {
      image1,
      image2,
      blend_factor: 1,
      blend_mode: 'normal'
    })
    expect(listNumbers(blended)).toEqual([
      0.2, 0.4, 0.6, 0.2, 0.4, 0.6, 0.2, 0.4, 0.6, 0.2, 0.4, 0.6
    ])
    const three = makeTensor([3, 1, 1, 1], [1, 1, 1])
    const two = makeTensor([2, 1, 1, 1], [1, 1])
    await expect(
      runNode(ImageBlend, { image1: two, image2: three, blend_factor: 1, blend_mode: 'normal' })
    ).rejects.toThrow('must match the size')
  })

  it('ImageBlur leaves a flat picture alone and keeps the sum of a point, whatever the channels', async () => {
    for (const channels of [1, 2, 3, 4]) {
      const flat = makeTensor(
        [1, 9, 9, channels],
        Array.from({ length: 81 * channels }, () => 0.25)
      )
      const blurred = await runTensorNode(ImageBlur, { image: flat, blur_radius: 4, sigma: 0.7 })
      expect(new Set(listNumbers(blurred))).toEqual(new Set([0.25]))
      const point = makeTensor(
        [1, 9, 9, channels],
        Array.from({ length: 81 * channels }, (_, i) => Number(i === 40 * channels))
      )
      const spread = await runTensorNode(ImageBlur, { image: point, blur_radius: 3, sigma: 1 })
      expect(spread.data.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5)
      expect(spread.data[40 * channels]).toBe(Math.max(...spread.data))
    }
  })

  it.each([ImageBlur, ImageSharpen])(
    'a radius as large as the picture is an error',
    async (type) => {
      const inputs = { image: grey(), blur_radius: 2, sharpen_radius: 2, sigma: 1, alpha: 1 }
      await expect(runNode(type, inputs)).rejects.toThrow('Padding size should be less')
    }
  )
})

describe('nodes by hand: batches', () => {
  it('ImageBatch fits size and channels of the second to the first', async () => {
    const image1 = makeTensor([1, 1, 2, 4], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
    const image2 = makeTensor([1, 1, 1, 3], [0.9, 0.9, 0.9])
    const batch = await runTensorNode(ImageBatch, { image1, image2 })
    expect(batch.shape).toEqual([2, 1, 2, 4])
    expect(listNumbers(batch).slice(8)).toEqual([0.9, 0.9, 0.9, 1, 0.9, 0.9, 0.9, 1])
  })

  const three = () => makeTensor([3, 1, 1, 1], [0.1, 0.2, 0.3])

  it('RepeatImageBatch', async () => {
    const repeated = await runTensorNode(RepeatImageBatch, { image: three(), amount: 2 })
    expect(listNumbers(repeated)).toEqual([0.1, 0.2, 0.3, 0.1, 0.2, 0.3])
  })

  it.each([
    [0, 2, [0.1, 0.2]],
    [-1, 5, [0.3]],
    [-9, 1, [0.1]],
    [9, 9, [0.3]]
  ])('ImageFromBatch from %i, %i pictures', async (batch_index, length, numbers) => {
    const part = await runTensorNode(ImageFromBatch, { image: three(), batch_index, length })
    expect([part.shape[0], listNumbers(part)]).toEqual([numbers.length, numbers])
  })
})

describe('nodes by hand: composite', () => {
  const destination = () => makeGrey([0, 0, 0], [0, 0, 0])

  it('ImageCompositeMasked lays the source where it fits', async () => {
    const source = makeGrey([1, 0.5])
    const run = (inputs: Record<string, unknown>) =>
      runTensorNode(ImageCompositeMasked, {
        destination: destination(),
        source,
        x: 0,
        y: 0,
        resize_source: false,
        ...inputs
      })
    expect(listNumbers(await run({ x: 2, y: 1 }))).toEqual([0, 0, 0, 0, 0, 1])
    expect(listNumbers(await run({ x: 3 }))).toEqual([0, 0, 0, 0, 0, 0])
    expect(listNumbers(await run({ y: 16_384 }))).toEqual([0, 0, 0, 0, 0, 0])
    expect(listNumbers(await run({ mask: makeMask([0.5, 0]) }))).toEqual([0.5, 0, 0, 0, 0, 0])
    const resized = await run({ resize_source: true })
    expect(listNumbers(resized)).toEqual([1, 0.75, 0.5, 1, 0.75, 0.5])
  })

  it('repeats a shorter source over the batch', async () => {
    const two = makeTensor([2, 1, 1, 1], [0, 0])
    const source = makeGrey([1])
    const result = await runTensorNode(ImageCompositeMasked, {
      destination: two,
      source,
      x: 0,
      y: 0,
      resize_source: false
    })
    expect(listNumbers(result)).toEqual([1, 1])
  })
})

describe('nodes by hand: masks and text', () => {
  it('SolidMask, InvertMask, ThresholdMask, MaskToImage, ImageToMask', async () => {
    const solid = await runTensorNode(SolidMask, { value: 0.1, width: 2, height: 1 })
    expect([solid.shape, listNumbers(solid)]).toEqual([
      [1, 1, 2],
      [0.1, 0.1]
    ])
    const inverted = await runTensorNode(InvertMask, { mask: solid })
    expect([inverted.shape, listNumbers(inverted)]).toEqual([
      [1, 1, 2],
      [0.9, 0.9]
    ])
    expect(listNumbers(await runTensorNode(ThresholdMask, { mask: solid, value: 0.1 }))).toEqual([
      0, 0
    ])
    expect(listNumbers(await runTensorNode(ThresholdMask, { mask: solid, value: 0.09 }))).toEqual([
      1, 1
    ])
    const picture = await runTensorNode(MaskToImage, { mask: makeMask([0.2, 0.7]) })
    expect([picture.shape, listNumbers(picture)]).toEqual([
      [1, 1, 2, 3],
      [0.2, 0.2, 0.2, 0.7, 0.7, 0.7]
    ])
    const blue = await runTensorNode(ImageToMask, {
      image: makeTensor([1, 1, 1, 3], [0.1, 0.2, 0.3]),
      channel: 'blue'
    })
    expect([blue.shape, listNumbers(blue)]).toEqual([[1, 1, 1], [0.3]])
    await expect(runNode(ImageToMask, { image: picture, channel: 'alpha' })).rejects.toThrow(
      'index 3 is out of bounds'
    )
  })

  it('StringConcatenate', async () => {
    expect(
      await runNode(StringConcatenate, { string_a: 'a', string_b: 'b', delimiter: ', ' })
    ).toEqual(['a, b'])
  })
})
