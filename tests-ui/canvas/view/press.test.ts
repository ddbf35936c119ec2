import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RoomHarness } from '../../harness/canvasRoom'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => {
  harness.dispose()
})

/** Tells the canvas of the mouse at a time, with Control held or without. */
function tell(type: string, time: number, x: number, y = 85, ctrlKey = true): void {
  const event = new PointerEvent(type, {
    clientX: x,
    clientY: y,
    ctrlKey,
    buttons: type === 'pointerup' ? 0 : 1,
    pointerId: 1,
    isPrimary: true,
    bubbles: true
  })
  Object.defineProperty(event, 'timeStamp', { value: time, configurable: true })
  harness.canvas.canvas.dispatchEvent(event)
}

describe('a press', () => {
  beforeEach(async () => {
    const first = makeNode(1, 'EmptyLatentImage', { pos: [300, 100] })
    const second = makeNode(2, 'EmptyLatentImage', { pos: [800, 100] })
    await harness.open('a', makeDocument([first, second]))
    harness.canvas.ds.scale = 1
    harness.canvas.ds.offset = [0, 0]
    harness.canvas.draw(true, true)
    harness.canvas.selectItems([harness.canvas.graph!.getNodeById(2)!])
  })
  const listSelected = () => [...harness.canvas.selectedItems].map(({ id }) => Number(id)).sort()

  it('that is held for long is a click also when the browser tells of the mouse that rests', () => {
    tell('pointerdown', 1000, 360)
    tell('pointermove', 1500, 360)
    tell('pointerup', 1600, 360)
    expect(listSelected()).toEqual([1, 2])
  })

  it('that is held for long is a drag when the mouse moves', () => {
    tell('pointerdown', 1000, 360)
    tell('pointermove', 1500, 361)
    tell('pointerup', 1600, 361)
    expect(listSelected()).toEqual([1])
  })

  it('finds nodes that were made anew since the last frame', () => {
    harness.room.edit('delete')
    harness.clock.runDue()
    expect(harness.room.undo(harness.stores.workflows.activeId!)).toBe(true)
    expect(listSelected()).toEqual([])
    tell('pointerdown', 1000, 860)
    tell('pointerup', 1010, 860)
    expect(listSelected()).toEqual([2])
  })

  it('leaves things where they were when the mouse comes back to where it began', () => {
    const { size } = harness.canvas.graph!.getNodeById(1)!
    const before = [...size]
    const corner = [300 + size[0] - 2, 100 + size[1] - 2] as const
    for (const [x, y] of [corner, [50, 50] as const]) {
      tell('pointerdown', 1000, x, y, false)
      tell('pointermove', 1040, x + 4, y + 4, false)
      tell('pointermove', 1080, x, y, false)
      tell('pointerup', 1100, x, y, false)
    }
    expect([...size]).toEqual(before)
    expect([...harness.canvas.ds.offset]).toEqual([0, 0])
  })
})
