import { describe, expect, it } from 'vitest'
import { listNumbers, makeMask, makeTensor, runTensorNode } from '../../builders/engineNode'
import { ImageColorToMask, MaskComposite } from '../../../server/engine/nodes/mask/combine'
import { CropMask, FeatherMask, GrowMask } from '../../../server/engine/nodes/mask/maskShapes'

const ones = (width: number, height: number) =>
  makeTensor(
    [1, height, width],
    Array.from({ length: width * height }, () => 1)
  )

describe('masks by hand', () => {
  it('CropMask cuts what is there, down to nothing', async () => {
    const mask = makeMask([0.1, 0.2, 0.3], [0.4, 0.5, 0.6])
    const crop = (rect: Record<string, number>) => runTensorNode(CropMask, { mask, ...rect })
    expect(listNumbers(await crop({ x: 1, y: 0, width: 2, height: 1 }))).toEqual([0.2, 0.3])
    const edge = await crop({ x: 2, y: 1, width: 9, height: 9 })
    expect([edge.shape, listNumbers(edge)]).toEqual([[1, 1, 1], [0.6]])
    expect((await crop({ x: 9, y: 9, width: 2, height: 2 })).shape).toEqual([1, 0, 0])
  })

  it.each([
    ['multiply', [0.3, 0.1, 0.225]],
    ['add', [0.3, 0.7, 1]],
    ['subtract', [0.3, 0, 0.65]],
    // One half is rounded down to 0, as in Python.
    ['and', [0.3, 0, 0]],
    ['or', [0.3, 0, 1]],
    ['xor', [0.3, 0, 1]]
  ])('MaskComposite %s, from where the source lies', async (operation, numbers) => {
    const result = await runTensorNode(MaskComposite, {
      destination: makeMask([0.3, 0.2, 0.9]),
      source: makeMask([0.5, 0.25, 1]),
      x: 1,
      y: 0,
      operation
    })
    expect(listNumbers(result)).toEqual(numbers)
  })

  it('MaskComposite leaves what the source does not reach', async () => {
    const result = await runTensorNode(MaskComposite, {
      destination: makeMask([0.3, 0.2]),
      source: makeMask([1, 1]),
      x: 0,
      y: 5,
      operation: 'add'
    })
    expect(listNumbers(result)).toEqual([0.3, 0.2])
  })

  it('FeatherMask fades each side in', async () => {
    const fade = (side: Record<string, number>, width: number, height: number) =>
      runTensorNode(FeatherMask, {
        mask: ones(width, height),
        left: 0,
        top: 0,
        right: 0,
        bottom: 0,
        ...side
      })
    expect(listNumbers(await fade({ left: 4 }, 5, 1))).toEqual([0.25, 0.5, 0.75, 1, 1])
    expect(listNumbers(await fade({ top: 2 }, 1, 3))).toEqual([0.5, 1, 1])
    expect(listNumbers(await fade({ right: 4 }, 5, 1))).toEqual([1, 1, 0.75, 0.5, 0.25])
    expect(listNumbers(await fade({ bottom: 2 }, 1, 3))).toEqual([1, 1, 0.5])
  })

  const dot = () =>
    makeMask([0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0])
  const draw = async (mask: ReturnType<typeof dot>, expand: number, tapered_corners: boolean) => {
    const { data } = await runTensorNode(GrowMask, { mask, expand, tapered_corners })
    const cells = [...data].map((value) => (value > 0 ? '#' : '.')).join('')
    return cells.match(/.{5}/g)
  }

  it('GrowMask grows a diamond or a square', async () => {
    expect(await draw(dot(), 1, true)).toEqual(['.....', '..#..', '.###.', '..#..', '.....'])
    expect(await draw(dot(), 2, true)).toEqual(['..#..', '.###.', '#####', '.###.', '..#..'])
    expect(await draw(dot(), 1, false)).toEqual(['.....', '.###.', '.###.', '.###.', '.....'])
    expect(await draw(dot(), 16_384, true)).toEqual(Array.from({ length: 5 }, () => '#####'))
  })

  it('GrowMask shrinks, the edge of the picture being no edge of the mask', async () => {
    expect(await draw(dot(), -1, true)).toEqual(Array.from({ length: 5 }, () => '.....'))
    const half = makeMask([1, 1, 1, 0, 0], [1, 1, 1, 0, 0])
    const { data } = await runTensorNode(GrowMask, {
      mask: half,
      expand: -1,
      tapered_corners: false
    })
    expect([...data]).toEqual([1, 1, 0, 0, 0, 1, 1, 0, 0, 0])
  })

  it('ImageColorToMask compares levels of 8 bits', async () => {
    const image = makeTensor([1, 1, 3, 3], [1, 0, 0.5, 0.999, 0.001, 128 / 255, 0.99, 0, 128 / 255])
    const mask = await runTensorNode(ImageColorToMask, { image, color: 0xff_00_80 })
    expect([mask.shape, [...mask.data]]).toEqual([
      [1, 1, 3],
      [1, 1, 0]
    ])
  })
})
