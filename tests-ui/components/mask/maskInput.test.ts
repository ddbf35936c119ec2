import { beforeEach, describe, expect, it } from 'vitest'
import { ref, shallowRef } from 'vue'
import { makeMaskKeys } from '@/components/mask/maskKeys'
import { useMaskPointer } from '@/components/mask/useMaskPointer'
import { useMaskView } from '@/components/mask/useMaskView'
import type { MaskSettings } from '@/composables/mask/maskSettings'
import { MaskDrawing } from '@/domain/mask/maskDrawing'

const SIZE = 100
let drawing: MaskDrawing
let settings: MaskSettings
beforeEach(() => {
  drawing = new MaskDrawing(
    {
      width: SIZE,
      height: SIZE,
      picture: new Uint8ClampedArray(SIZE * SIZE * 4),
      mask: new Uint8ClampedArray(SIZE * SIZE),
      paint: null
    },
    () => {}
  )
  settings = {
    tool: 'brush',
    layer: 'mask',
    size: 10,
    hardness: 1,
    opacity: 1,
    tolerance: 32,
    isEverywhere: false,
    paintColour: '#ff0000',
    look: 'black',
    ownColour: '#ff0000',
    shownOpacity: 1
  }
})

/** A stage of 248 px: the picture is fitted at twice its size, 24 px from the edges. */
function makeStage() {
  const view = useMaskView(
    ref({ width: 248, height: 248 }),
    shallowRef({ width: SIZE, height: SIZE })
  )
  const isSpaceHeld = shallowRef(false)
  const settled = ref(settings)
  const pointer = useMaskPointer({
    settings: settled,
    view,
    isSpaceHeld,
    edit: (change) => change(drawing)
  })
  const stage = {
    setPointerCapture: () => {},
    getBoundingClientRect: () => ({ left: 0, top: 0 })
  }
  /** At a point of the picture. */
  const at = (x: number, y: number, init: Partial<PointerEvent> = {}): PointerEvent =>
    ({
      currentTarget: stage,
      clientX: 24 + x * 2,
      clientY: 24 + y * 2,
      pointerId: 1,
      pointerType: 'mouse',
      pressure: 0.5,
      button: 0,
      altKey: false,
      shiftKey: false,
      ...init
    }) as unknown as PointerEvent
  const drag = (from: PointerEvent, ...path: PointerEvent[]) => {
    pointer.press(from)
    for (const event of path) pointer.move(event)
    pointer.release(path.at(-1) ?? from)
  }
  return { view, isSpaceHeld, pointer, at, drag, settings: settled }
}
const maskAt = (x: number, y: number) => drawing.mask[y * SIZE + x]

describe('the pointer', () => {
  it('draws where it is over the picture; the other button erases', () => {
    const { at, drag } = makeStage()
    drag(at(20, 50), at(80, 50))
    expect([maskAt(20, 50), maskAt(50, 50), maskAt(50, 57)]).toEqual([255, 255, 0])
    drag(at(50, 50, { button: 2 }))
    expect([maskAt(50, 50), maskAt(20, 50)]).toEqual([0, 255])
  })

  it('draws a line from the last place with Shift', () => {
    const { at, drag } = makeStage()
    drag(at(20, 20))
    drag(at(80, 20, { shiftKey: true }))
    expect(maskAt(50, 20)).toBe(255)
  })

  it('takes a pen’s pressure for the brush’s width', () => {
    const { at, drag, settings: now } = makeStage()
    now.value.size = 30
    drag(at(50, 50, { pointerType: 'pen', pressure: 0.2 }))
    expect([maskAt(50, 50), maskAt(55, 50)]).toEqual([255, 0])
  })

  it('moves the picture with Space or the middle button, and draws nothing', () => {
    const { at, drag, isSpaceHeld, view } = makeStage()
    isSpaceHeld.value = true
    drag(at(0, 0), at(10, 5))
    expect(view.transform.value).toBe('translate(44px, 34px) scale(2)')
    isSpaceHeld.value = false
    drag(at(0, 0, { button: 1 }), at(-10, -5))
    expect(view.transform.value).toBe('translate(24px, 24px) scale(2)')
    expect(drawing.canUndo).toBe(false)
  })

  it('shapes the brush with Alt: sideways its size, upwards its hardness', () => {
    const { at, drag, settings: now } = makeStage()
    drag(at(50, 50, { altKey: true }), at(60, 80))
    expect([now.value.size, now.value.hardness]).toEqual([30, 0.8])
    expect(drawing.canUndo).toBe(false)
  })

  it('zooms where the wheel turns', () => {
    const { at, pointer, view } = makeStage()
    const before = view.toStage({ x: 25, y: 75 })
    pointer.wheel(Object.assign(at(25, 75), { deltaY: -300 }) as unknown as WheelEvent)
    expect(view.scale.value).toBe(4)
    expect(view.toStage({ x: 25, y: 75 })).toEqual(before)
  })

  it('draws with one finger; a second takes that back, and both zoom', () => {
    const { at, pointer, view } = makeStage()
    const finger = (id: number, x: number, y: number) =>
      at(x, y, { pointerId: id, pointerType: 'touch' })
    pointer.press(finger(1, 40, 50))
    pointer.move(finger(1, 45, 50))
    expect(maskAt(45, 50)).toBe(255)
    pointer.press(finger(2, 60, 50))
    expect(maskAt(45, 50)).toBe(0)
    pointer.move(finger(2, 80, 50))
    expect(view.scale.value).toBeGreaterThan(3)
    pointer.release(finger(2, 80, 50))
    pointer.release(finger(1, 45, 50))
    expect(drawing.canUndo).toBe(false)
  })

  it('[B42] is replaced by the keyboard’s cursor', () => {
    const { pointer } = makeStage()
    pointer.cursor.value = { x: 124, y: 124 }
    pointer.pressAtCursor(false)
    expect(maskAt(50, 50)).toBe(255)
    pointer.cursor.value = { x: 184, y: 124 }
    pointer.pressAtCursor(true)
    expect(maskAt(65, 50)).toBe(255)
  })
})

describe('the keys', () => {
  it('choose tools, shape the brush, undo and redo; fields keep their own', () => {
    const asked: string[] = []
    const onKey = makeMaskKeys({
      edit: (change) => change(drawing),
      settings: () => settings,
      save: () => asked.push('save'),
      zoomIn: () => asked.push('in'),
      zoomOut: () => asked.push('out'),
      naturalSize: () => asked.push('natural'),
      fit: () => asked.push('fit')
    })
    const press = (
      key: string,
      init: KeyboardEventInit = {},
      target: EventTarget = document.body
    ) => {
      const event = new KeyboardEvent('keydown', { key, ...init })
      Object.defineProperty(event, 'target', { value: target })
      onKey(event)
    }
    press('e')
    press(']')
    press('{', { shiftKey: true })
    expect([settings.tool, settings.size, settings.hardness]).toEqual(['eraser', 11, 0.9])
    press('[')
    press('i')
    expect([settings.size, maskAt(0, 0)]).toEqual([10, 255])
    press('z', { ctrlKey: true })
    expect(maskAt(0, 0)).toBe(0)
    press('Z', { ctrlKey: true, shiftKey: true })
    expect(maskAt(0, 0)).toBe(255)
    for (const key of ['+', '-', '1', '0']) press(key)
    press('s', { ctrlKey: true })
    expect(asked).toEqual(['in', 'out', 'natural', 'fit', 'save'])
    const field = Object.assign(document.createElement('input'), { type: 'number' })
    press('b', {}, field)
    expect(settings.tool).toBe('eraser')
  })
})
