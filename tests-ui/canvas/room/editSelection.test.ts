import type { LGraphNode } from '@comfyorg/litegraph'
import { LGraphEventMode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getWidgets } from '@/canvas/widgets/widget'
import { toWorkflowId } from '@/domain/ids'
import { makeNested, makeTextToImage } from '../../harness/canvasDocuments'
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

  it('is a step of its own after a value that was just typed', () => {
    const text = harness.canvas.graph!.getNodeById(6)!
    const value = () => getWidgets(harness.canvas.graph!.getNodeById(6)!)[0]!.value
    const area = getWidgets(text)[0]!.inputEl as HTMLTextAreaElement
    area.value = 'a bridge'
    area.dispatchEvent(new Event('input'))
    harness.canvas.selectItems([text])
    harness.room.edit('bypass')
    harness.clock.runDue()
    expect(harness.edits).toEqual(['a', 'a'])
    harness.room.undo(toWorkflowId('a'))
    expect([harness.canvas.graph!.getNodeById(6)!.mode, value()]).toEqual([0, 'a bridge'])
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

  it('makes a subgraph, and unpacks it, one step each', () => {
    const id = harness.stores.workflows.activeId!
    const count = () => harness.canvas.graph!.nodes.length
    const before = count()
    select(2)
    harness.room.edit('subgraph')
    harness.clock.runDue()
    expect(count()).toBe(before - 1)
    expect(harness.canvas.selectedItems.size).toBe(1)
    harness.room.edit('unpack')
    harness.clock.runDue()
    expect(count()).toBe(before)
    harness.room.undo(id)
    expect(count()).toBe(before - 1)
    harness.room.undo(id)
    expect(count()).toBe(before)
  })

  it('a subgraph has room for its title beside its button, when it is made and at its natural size', () => {
    select(2)
    harness.room.edit('subgraph')
    const [instance] = [...harness.canvas.selectedItems] as LGraphNode[]
    // Box, title, button, and what LiteGraph keeps free.
    const needed = 30 + 7 * 'New Subgraph'.length + 30 + 28
    expect(instance!.size[0]).toBeGreaterThanOrEqual(needed)
    instance!.setSize([90, 60])
    harness.room.edit('resize')
    expect(instance!.size[0]).toBeGreaterThanOrEqual(needed)
  })

  it('Escape leaves a subgraph, one at a time', async () => {
    await harness.open('nested', makeNested())
    const [subgraph] = [...harness.canvas.graph!.subgraphs.values()]
    harness.canvas.openSubgraph(subgraph!)
    const { node } = subgraph!.convertToSubgraph(new Set([subgraph!.getNodeById(31)!]))
    harness.canvas.openSubgraph(node.subgraph)
    const press = () =>
      harness.element!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    press()
    expect(harness.canvas.graph).toBe(subgraph)
    press()
    expect(harness.canvas.graph!.isRootGraph).toBe(true)
    press()
    expect(harness.canvas.graph!.isRootGraph).toBe(true)
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
