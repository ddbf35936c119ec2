import type { IContextMenuValue, LGraphGroup, LGraphNode } from '@comfyorg/litegraph'
import { LGraphEventMode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CanvasEdit } from '@/services/services'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
let nodes: readonly LGraphNode[]
beforeEach(async () => {
  harness = await createRoomHarness()
  const place = (id: number, pos: number[], size: number[]) =>
    makeNode(id, 'Note', { pos, size, widgets_values: [''] })
  await harness.open(
    'a',
    makeDocument([
      place(1, [0, 0], [300, 200]),
      place(2, [500, 90], [260, 120]),
      place(3, [1000, 400], [400, 300])
    ])
  )
  nodes = [...harness.canvas.graph!.nodes]
  harness.canvas.selectItems([...nodes])
})
afterEach(() => harness.dispose())

const across = () => nodes.map(({ pos }) => pos[0])
const down = () => nodes.map(({ pos }) => pos[1])
const undo = () => harness.room.undo(harness.stores.workflows.activeId!)

function findEntry(options: readonly unknown[], content: string): IContextMenuValue<string> {
  const found = (options as (IContextMenuValue<string> | null)[]).find(
    (entry) => entry?.content === content
  )
  if (!found) throw new Error(`The menu has no “${content}”.`)
  return found
}
function press(options: readonly unknown[], ...path: string[]): void {
  let list = options
  for (const content of path) {
    const entry = findEntry(list, content) as {
      submenu?: { options: readonly unknown[] }
      callback?: () => void
    }
    if (entry.submenu) list = entry.submenu.options
    else entry.callback!()
  }
  harness.clock.runDue()
}

describe('aligning', () => {
  it.each([
    ['alignLeft', [0, 0, 0]],
    ['alignRight', [1100, 1140, 1000]],
    ['alignCenter', [550, 570, 500]]
  ] as const)('%s moves across only', (edit, expected) => {
    harness.room.edit(edit)
    expect(across()).toEqual(expected)
    expect(down()).toEqual([0, 90, 400])
  })

  it.each([
    ['alignTop', [0, 0, 0]],
    ['alignBottom', [500, 580, 400]],
    ['alignMiddle', [250, 290, 200]]
  ] as const)('%s moves down only', (edit, expected) => {
    harness.room.edit(edit)
    expect(down()).toEqual(expected)
    expect(across()).toEqual([0, 500, 1000])
  })

  it('a collapsed node counts with its title only', () => {
    nodes[0]!.flags.collapsed = true
    harness.room.edit('alignBottom')
    expect(down()[0]).toBe(700)
  })

  it('leaves pinned nodes where they are', () => {
    nodes[1]!.pin(true)
    harness.room.edit('alignLeft')
    expect(across()).toEqual([0, 500, 0])
  })
})

describe('distributing', () => {
  it('leaves the same room between neighbours; the outermost stay', () => {
    harness.room.edit('distributeHorizontally')
    expect(across()).toEqual([0, 520, 1000])
    harness.room.edit('distributeVertically')
    expect(down()).toEqual([0, 240, 400])
  })

  it('two nodes are left alone', () => {
    harness.canvas.selectItems(nodes.slice(0, 2))
    harness.room.edit('distributeVertically')
    expect(down()).toEqual([0, 90, 400])
  })
})

it.each(['alignTop', 'distributeHorizontally', 'moveDown', 'resize', 'delete'] as CanvasEdit[])(
  '%s is one step to undo',
  (edit) => {
    harness.room.edit(edit)
    harness.clock.runDue()
    expect(undo()).toBe(true)
    nodes = [...harness.canvas.graph!.nodes]
    expect([across(), down()]).toEqual([
      [0, 500, 1000],
      [0, 90, 400]
    ])
    expect(undo()).toBe(false)
  }
)

describe('the menu of a node', () => {
  it('aligns the others to it, and distributes, one step each', () => {
    const options = harness.canvas.getNodeMenuOptions(nodes[1]!)
    press(options, 'Align Selected To', 'Left')
    expect(across()).toEqual([500, 500, 500])
    undo()
    nodes = [...harness.canvas.graph!.nodes]
    harness.canvas.selectItems([...nodes])
    press(harness.canvas.getNodeMenuOptions(nodes[0]!), 'Distribute Nodes', 'Horizontally')
    expect(across()).toEqual([0, 520, 1000])
  })
})

describe('groups', () => {
  let group: LGraphGroup
  beforeEach(() => {
    harness.canvas.selectItems(nodes.slice(0, 2))
    harness.room.edit('group')
    group = harness.canvas.graph!.groups[0]!
    harness.clock.runDue()
    harness.canvas.graph_mouse[0] = group.pos[0] + 4
    harness.canvas.graph_mouse[1] = group.pos[1] + 4
  })
  const menu = () => harness.canvas.getCanvasMenuOptions()
  const modes = () => nodes.map(({ mode }) => mode)

  it('mute, bypass and free their nodes by the menu', () => {
    const { ALWAYS, NEVER, BYPASS } = LGraphEventMode
    press(menu(), 'Set Group Nodes to Never')
    expect(modes()).toEqual([NEVER, NEVER, ALWAYS])
    press(menu(), 'Bypass Group Nodes')
    expect(modes()).toEqual([BYPASS, BYPASS, ALWAYS])
    press(menu(), 'Set Group Nodes to Always')
    expect(modes()).toEqual([ALWAYS, ALWAYS, ALWAYS])
    expect(() => findEntry(menu(), 'Set Group Nodes to Always')).toThrow()
  })

  it('a selected group stands for its nodes when a key mutes', () => {
    harness.canvas.selectItems([group])
    harness.room.edit('mute')
    expect(modes()).toEqual([LGraphEventMode.NEVER, LGraphEventMode.NEVER, LGraphEventMode.ALWAYS])
  })

  it('pin and select their nodes', () => {
    press(menu(), 'Pin Group Nodes')
    expect(nodes.map(({ pinned }) => pinned)).toEqual([true, true, false])
    press(menu(), 'Unpin Group Nodes')
    expect(nodes.some(({ pinned }) => pinned)).toBe(false)
    press(menu(), 'Select Nodes')
    expect([...harness.canvas.selectedItems]).toEqual(nodes.slice(0, 2))
  })

  it('move with what they hold, and take more in', () => {
    group.recomputeInsideNodes()
    group.move(10, 20)
    expect([across(), down()]).toEqual([
      [10, 510, 1000],
      [20, 110, 400]
    ])
    harness.canvas.graph_mouse[0]! += 10
    harness.canvas.graph_mouse[1]! += 20
    harness.canvas.selectItems([nodes[2]!])
    press(menu(), 'Add Selected Nodes To Group')
    group.recomputeInsideNodes()
    expect(group.nodes).toHaveLength(3)
  })

  it('fit what they hold', () => {
    const [x = 0, y = 0] = group.pos
    group.pos = [x - 100, y - 100]
    group.size = [group.size[0] + 250, group.size[1] + 250]
    press(menu(), 'Fit Group To Nodes')
    expect([...group.pos]).toEqual([x, y])
    harness.canvas.selectItems([group])
    group.size = [group.size[0] + 10, group.size[1]]
    const before = group.size[0]
    harness.room.edit('fitGroup')
    expect(group.size[0]).toBe(before - 10)
  })

  it('go alone, or with what they hold, one step each', () => {
    const graph = () => harness.canvas.graph!
    harness.canvas.selectItems([group])
    harness.room.edit('delete')
    harness.clock.runDue()
    expect([graph().nodes.length, graph().groups.length]).toEqual([3, 0])
    undo()
    press(menu(), 'Remove Group And Its Nodes')
    expect([graph().nodes.length, graph().groups.length]).toEqual([1, 0])
    undo()
    expect([graph().nodes.length, graph().groups.length]).toEqual([3, 1])
  })

  it('are made of a selection by the menu of free canvas', () => {
    harness.canvas.graph_mouse[0] = -5000
    harness.canvas.selectItems([nodes[2]!])
    press(menu(), 'Add Group For Selected Nodes')
    expect(harness.canvas.graph!.groups).toHaveLength(2)
  })
})
