import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getZoomFactor, isTouchpad } from '@/canvas/view/wheelView'
import { useSettingStore } from '@/stores/settingStore'
import { makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => {
  LiteGraph.closeAllContextMenus()
  document.querySelectorAll('.litecontextmenu').forEach((menu) => menu.remove())
  LiteGraph.canvasNavigationMode = 'legacy'
  harness.dispose()
})

function touch(type: string, pointerId: number, clientX: number, clientY: number): PointerEvent {
  const event = new PointerEvent(type, {
    pointerId,
    clientX,
    clientY,
    pointerType: 'touch',
    isPrimary: pointerId === 1,
    button: type === 'pointermove' ? -1 : 0,
    buttons: type === 'pointerup' ? 0 : 1,
    bubbles: true,
    cancelable: true
  })
  harness.element!.dispatchEvent(event)
  return event
}
const getView = () => {
  const { scale, offset } = harness.canvas.ds
  return [scale, offset[0], offset[1]].map((value) => Math.round(value! * 100) / 100)
}

describe('fingers on the canvas', () => {
  it('two zoom and move the view; what lies between them stays there', async () => {
    await harness.open('a', makeTextToImage())
    harness.canvas.ds.scale = 1
    harness.canvas.ds.offset = [0, 0]
    touch('pointerdown', 1, 100, 100)
    touch('pointerdown', 2, 200, 100)
    touch('pointermove', 2, 300, 100)
    expect(getView()).toEqual([2, -50, -50])
    touch('pointermove', 1, 100, 140)
    touch('pointermove', 2, 300, 140)
    expect(getView().slice(1)).toEqual([-50, -30])
    touch('pointerup', 2, 300, 140)
    touch('pointerup', 1, 100, 140)
  })

  it('the second one ends what the first began: no node stays on the finger', async () => {
    const id = await harness.open('a', makeTextToImage())
    const node = harness.room.getGraph(id)!.getNodeById(3)!
    harness.canvas.ds.scale = 1
    harness.canvas.ds.offset = [0, 0]
    harness.canvas.draw(true, true)
    const [x, y] = [node.pos[0] + 50, node.pos[1] - 10]
    touch('pointerdown', 1, x, y)
    touch('pointermove', 1, x + 30, y + 30)
    touch('pointerdown', 2, x + 200, y)
    const place = [...node.pos]
    touch('pointermove', 1, x + 90, y + 90)
    expect([...node.pos]).toEqual(place)
    touch('pointerup', 1, x, y)
    touch('pointerup', 2, x, y)
    expect(harness.canvas.isDragging).toBe(false)
  })

  it('one that rests opens the menu of what is under it; one that moves or lifts doesn’t', async () => {
    const id = await harness.open('a', makeTextToImage())
    harness.canvas.draw(true, true)
    touch('pointerdown', 1, 600, 700)
    harness.clock.advance(200)
    touch('pointermove', 1, 640, 700)
    harness.clock.advance(600)
    touch('pointerup', 1, 640, 700)
    touch('pointerdown', 1, 600, 700)
    touch('pointerup', 1, 600, 700)
    harness.clock.advance(600)
    expect(document.querySelector('.litecontextmenu')).toBeNull()
    const node = harness.room.getGraph(id)!.getNodeById(3)!
    const [x, y] = harness.canvas.ds.convertOffsetToCanvas([node.pos[0] + 50, node.pos[1] - 10])
    touch('pointerdown', 1, x!, y!)
    harness.clock.advance(600)
    expect(document.querySelector('.litecontextmenu')?.textContent).toContain('Inspect')
    expect(harness.canvas.selectedItems.has(node)).toBe(true)
    // Lifting it leaves the menu open.
    expect(touch('pointerup', 1, x!, y!).defaultPrevented).toBe(true)
    expect(document.querySelector('.litecontextmenu')).not.toBeNull()
  })
})

describe('the wheel and the touchpad', () => {
  const wheel = ({ shiftKey = false, ctrlKey = false, ...init }: WheelEventInit) => {
    const event = new WheelEvent('wheel', {
      bubbles: true,
      cancelable: true,
      clientX: 100,
      clientY: 100,
      ...init
    })
    // The page of the tests leaves them out.
    for (const [key, value] of Object.entries({ shiftKey, ctrlKey }))
      Object.defineProperty(event, key, { value })
    harness.element!.dispatchEvent(event)
  }

  it('a touchpad is told from a wheel by the size of its steps', () => {
    const move = { deltaX: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false }
    expect(isTouchpad({ ...move, deltaY: 100 })).toBe(false)
    expect(isTouchpad({ ...move, deltaY: 3 })).toBe(true)
    expect(isTouchpad({ ...move, deltaY: 120.5 })).toBe(true)
    expect(isTouchpad({ ...move, deltaY: 3, deltaMode: 1 })).toBe(false)
    expect(getZoomFactor({ ...move, deltaY: 100 }, 1.1)).toBeCloseTo(1 / 1.1)
    expect(getZoomFactor({ ...move, deltaY: -100 }, 1.1)).toBeCloseTo(1.1)
    // A pinch goes as far as the fingers do, however many events that takes.
    const once = getZoomFactor({ ...move, deltaY: -8 }, 1.1)
    expect(getZoomFactor({ ...move, deltaY: -4 }, 1.1) ** 2).toBeCloseTo(once)
  })

  it('zooms; in the standard navigation it moves the view, sideways with Shift, and zooms with Ctrl', async () => {
    await harness.open('a', makeTextToImage())
    harness.canvas.ds.scale = 1
    harness.canvas.ds.offset = [0, 0]
    wheel({ deltaY: -100 })
    expect(getView()[0]).toBe(1.1)
    useSettingStore().applySettings({ 'Comfy.Canvas.NavigationMode': 'standard' })
    await Promise.resolve()
    harness.canvas.ds.scale = 1
    harness.canvas.ds.offset = [0, 0]
    wheel({ deltaX: 10, deltaY: 20 })
    expect(getView()).toEqual([1, -10, -20])
    wheel({ deltaY: 100, shiftKey: true })
    expect(getView()).toEqual([1, -110, -20])
    wheel({ deltaY: -10, ctrlKey: true })
    expect(getView()[0]).toBeGreaterThan(1)
  })
})
