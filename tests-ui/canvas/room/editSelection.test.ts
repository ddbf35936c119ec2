import { LGraphEventMode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
  await harness.open('a', makeTextToImage())
})
afterEach(() => harness.dispose())

const select = (count: number) => {
  const nodes = harness.canvas.graph!.nodes.slice(0, count)
  harness.canvas.selectItems(nodes)
  return nodes
}

describe('editing what is selected', () => {
  it.each([
    ['mute', LGraphEventMode.NEVER],
    ['bypass', LGraphEventMode.BYPASS]
  ] as const)('%s sets all, then takes all back', (edit, mode) => {
    const [first, second] = select(2)
    first!.mode = mode
    expect(harness.room.edit(edit)).toBe(true)
    expect([first!.mode, second!.mode]).toEqual([mode, mode])
    harness.room.edit(edit)
    expect([first!.mode, second!.mode]).toEqual([LGraphEventMode.ALWAYS, LGraphEventMode.ALWAYS])
  })

  it('pins, collapses and groups', () => {
    const [first, second] = select(2)
    harness.room.edit('pin')
    expect([first!.pinned, second!.pinned]).toEqual([true, true])
    harness.room.edit('pin')
    expect([first!.pinned, second!.pinned]).toEqual([false, false])
    harness.room.edit('collapse')
    expect([first!.collapsed, second!.collapsed]).toEqual([true, true])
    harness.room.edit('collapse')
    expect([first!.collapsed, second!.collapsed]).toEqual([false, false])
    harness.room.edit('group')
    const [group] = harness.canvas.graph!.groups
    expect(group!.boundingRect[0]).toBeLessThan(first!.pos[0])
  })

  it('is one step to undo, and nothing without a selection', () => {
    harness.canvas.deselectAll()
    expect(harness.room.edit('mute')).toBe(false)
    const id = harness.stores.workflows.activeId!
    const [first] = select(1)
    harness.room.edit('mute')
    harness.clock.runDue()
    harness.room.undo(id)
    expect(harness.canvas.graph!.getNodeById(first!.id)!.mode).toBe(LGraphEventMode.ALWAYS)
  })
})
