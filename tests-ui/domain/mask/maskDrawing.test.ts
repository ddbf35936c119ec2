import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flattenPaint } from '@/domain/mask/blend'
import type { StrokeStyle } from '@/domain/mask/maskDrawing'
import { MaskDrawing } from '@/domain/mask/maskDrawing'
import { MaskHistory } from '@/domain/mask/maskHistory'
import type { Rect } from '@/domain/mask/rect'

const SIZE = 32

function makeDrawing(picture = new Uint8ClampedArray(SIZE * SIZE * 4)) {
  const changes: { layer: string; rect: Rect }[] = []
  const pixels = { width: SIZE, height: SIZE, picture, paint: null }
  const mask = new Uint8ClampedArray(SIZE * SIZE)
  const drawing = new MaskDrawing({ ...pixels, mask }, (layer, rect) =>
    changes.push({ layer, rect })
  )
  return { drawing, changes, at: (x: number, y: number) => drawing.mask[y * SIZE + x]! }
}
const HARD: StrokeStyle = {
  layer: 'mask',
  isErasing: false,
  hardness: 1,
  opacity: 1,
  colour: [255, 0, 0]
}
const dab = (x: number, y: number, radius = 4) => ({ x, y, radius })

function draw(drawing: MaskDrawing, style: Partial<StrokeStyle>, ...path: [number, number][]) {
  const [[x, y] = [0, 0], ...rest] = path
  drawing.beginStroke({ ...HARD, ...style }, dab(x, y))
  for (const [px, py] of rest) drawing.extendStroke(dab(px, py))
  drawing.endStroke()
}

describe('a stroke', () => {
  it('masks a round brush’s width along its way, wholly inside and not at all outside', () => {
    const { drawing, at } = makeDrawing()
    draw(drawing, {}, [8, 16], [24, 16])
    expect([at(8, 16), at(16, 16), at(23, 16), at(16, 13)]).toEqual([255, 255, 255, 255])
    expect([at(16, 10), at(16, 21), at(2, 16), at(30, 16)]).toEqual([0, 0, 0, 0])
  })

  it('is soft towards its edge, and builds up nowhere, however often it crosses itself', () => {
    const { drawing, at } = makeDrawing()
    const soft = { hardness: 0, opacity: 0.5 }
    draw(drawing, soft, [16, 16])
    const once = drawing.mask.slice()
    expect(at(16, 16)).toBeGreaterThan(at(18, 16))
    expect(at(18, 16)).toBeGreaterThan(at(19, 16))
    expect(Math.max(...once)).toBeLessThanOrEqual(128)
    drawing.undo()
    draw(drawing, soft, [16, 16], [16, 16], [16, 16])
    expect(drawing.mask).toEqual(once)
  })

  it('erases what an earlier one masked', () => {
    const { drawing, at } = makeDrawing()
    draw(drawing, {}, [8, 16], [24, 16])
    draw(drawing, { isErasing: true }, [16, 16])
    expect([at(8, 16), at(16, 16), at(24, 16)]).toEqual([255, 0, 255])
  })

  it('is one step to undo; a cancelled one none', () => {
    const { drawing } = makeDrawing()
    draw(drawing, {}, [8, 16], [24, 16])
    const drawn = drawing.mask.slice()
    drawing.beginStroke({ ...HARD, isErasing: true }, dab(16, 16))
    drawing.cancelStroke()
    expect(drawing.mask).toEqual(drawn)
    drawing.undo()
    expect([Math.max(...drawing.mask), drawing.canUndo]).toEqual([0, false])
    drawing.redo()
    expect(drawing.mask).toEqual(drawn)
  })

  it('tells only of pixels near it', () => {
    const { drawing, changes } = makeDrawing()
    draw(drawing, {}, [8, 8])
    expect(changes).toEqual([{ layer: 'mask', rect: { left: 3, top: 3, right: 13, bottom: 13 } }])
  })
})

describe('paint', () => {
  it('lies on a layer of its own, mixes over what is there, and is flattened into the picture', () => {
    const picture = new Uint8ClampedArray(SIZE * SIZE * 4).fill(100)
    const { drawing } = makeDrawing(picture)
    draw(drawing, { layer: 'paint' }, [16, 16])
    draw(drawing, { layer: 'paint', colour: [0, 0, 255], opacity: 0.5 }, [16, 16])
    const middle = (16 * SIZE + 16) * 4
    expect([...drawing.paint!.subarray(middle, middle + 4)]).toEqual([128, 0, 128, 255])
    const flat = flattenPaint(picture, drawing.paint)
    expect([...flat.subarray(middle, middle + 4)]).toEqual([128, 0, 128, 255])
    expect([...flat.subarray(0, 4)]).toEqual([100, 100, 100, 255])
    expect(Math.max(...drawing.mask)).toBe(0)
    draw(drawing, { layer: 'paint', isErasing: true }, [16, 16])
    expect(drawing.paint![middle + 3]).toBe(0)
  })
})

describe('areas', () => {
  it('are filled up to a line without a seam, and freed again', () => {
    const { drawing, at } = makeDrawing()
    const ring = Array.from({ length: 33 }, (_, step): [number, number] => {
      const angle = (step / 32) * 2 * Math.PI
      return [16 + 10 * Math.cos(angle), 16 + 10 * Math.sin(angle)]
    })
    const [[x, y] = [0, 0], ...rest] = ring
    drawing.beginStroke(HARD, dab(x, y, 2))
    for (const [px, py] of rest) drawing.extendStroke(dab(px, py, 2))
    drawing.endStroke()
    drawing.fillAt({ x: 16.5, y: 16.5 }, 32)
    for (let inside = 6; inside < 26; inside += 1) expect(at(inside, 16)).toBe(255)
    expect([at(0, 0), at(31, 31)]).toEqual([0, 0])
    drawing.fillAt({ x: 16.5, y: 16.5 }, 32)
    expect(Math.max(...drawing.mask)).toBe(0)
    drawing.undo()
    expect(at(16, 16)).toBe(255)
  })

  it('are chosen by colour: around a point, or everywhere', () => {
    const picture = new Uint8ClampedArray(SIZE * SIZE * 4).fill(255)
    for (const x of [0, 1, 30, 31])
      for (let y = 0; y < SIZE; y += 1) picture.set([200, 10, 10, 255], (y * SIZE + x) * 4)
    picture.set([190, 10, 10, 255], 4)
    const { drawing, at } = makeDrawing(picture)
    drawing.maskColour({ x: 0, y: 5 }, 5, false)
    expect([at(0, 0), at(1, 5), at(1, 0), at(31, 5)]).toEqual([255, 255, 0, 0])
    drawing.maskColour({ x: 0, y: 5 }, 20, true)
    expect([at(1, 0), at(31, 5), at(15, 5)]).toEqual([255, 255, 0])
  })

  it('are inverted and cleared, paint too, each in one step', () => {
    const { drawing, at } = makeDrawing()
    draw(drawing, { layer: 'paint' }, [16, 16])
    draw(drawing, {}, [8, 8])
    drawing.invert()
    expect([at(8, 8), at(20, 20)]).toEqual([0, 255])
    drawing.clear()
    expect([Math.max(...drawing.mask), Math.max(...drawing.paint!)]).toEqual([0, 0])
    drawing.undo()
    expect([at(20, 20), Math.max(...drawing.paint!)]).toEqual([255, 255])
    drawing.undo()
    expect(at(8, 8)).toBe(255)
  })
})

describe('undo', () => {
  it('takes any sequence of edits back to the beginning, and makes it again', () => {
    const place = fc.tuple(fc.integer({ min: -4, max: 36 }), fc.integer({ min: -4, max: 36 }))
    const inside = fc.tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 0, max: 31 }))
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('stroke' as const),
        path: fc.array(place, { minLength: 1, maxLength: 4 }),
        layer: fc.constantFrom('mask' as const, 'paint' as const),
        isErasing: fc.boolean(),
        hardness: fc.double({ min: 0, max: 1, noNaN: true }),
        opacity: fc.double({ min: 0.1, max: 1, noNaN: true })
      }),
      fc.record({ kind: fc.constantFrom('fill' as const, 'colour' as const), at: inside }),
      fc.record({ kind: fc.constantFrom('invert' as const, 'clear' as const) })
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const { drawing } = makeDrawing()
        const blank = new Uint8ClampedArray(SIZE * SIZE)
        for (const edit of steps) {
          if (edit.kind === 'stroke') draw(drawing, edit, ...edit.path)
          else if (edit.kind === 'fill') drawing.fillAt({ x: edit.at[0], y: edit.at[1] }, 32)
          else if (edit.kind === 'colour')
            drawing.maskColour({ x: edit.at[0], y: edit.at[1] }, 0, false)
          else drawing[edit.kind]()
        }
        const [mask, paint] = [drawing.mask.slice(), drawing.paint?.slice() ?? null]
        while (drawing.canUndo) drawing.undo()
        expect(drawing.mask).toEqual(blank)
        expect(Math.max(0, ...(drawing.paint ?? []))).toBe(0)
        while (drawing.canRedo) drawing.redo()
        expect(drawing.mask).toEqual(mask)
        expect(drawing.paint).toEqual(paint)
      }),
      { numRuns: 40 }
    )
  })

  it('forgets the oldest steps beyond its memory, never the last', () => {
    const history = new MaskHistory(10)
    const rect = { left: 0, top: 0, right: 4, bottom: 1 }
    const make = () => ({
      layer: 'mask' as const,
      rect,
      before: new Uint8ClampedArray(4),
      after: new Uint8ClampedArray(4)
    })
    for (let count = 0; count < 3; count += 1) history.record([make()])
    expect(history.undo()).toHaveLength(1)
    expect(history.canUndo).toBe(false)
  })
})
