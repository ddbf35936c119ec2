import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Inspection } from '@/composables/canvas/canvasInspector'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { makeDocument, makeNode, makeNested, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
let stop = (): void => {}
beforeEach(async () => {
  harness = await createRoomHarness()
  stop = harness.room.inspector.watch()
})
afterEach(() => {
  stop()
  harness.dispose()
})

const inspector = () => harness.room.inspector
const nodeOf = (id: WorkflowId, nodeId: number) => harness.room.getGraph(id)!.getNodeById(nodeId)!
const valueOf = (id: WorkflowId, nodeId: number, name: string) =>
  getWidgets(nodeOf(id, nodeId)).find((widget) => widget.name === name)!.value

/** Selects nodes, as clicks do, and gives back what the inspector tells once the canvas is drawn. */
function select(id: WorkflowId, ...nodeIds: number[]): Inspection | null {
  harness.canvas.deselectAll()
  for (const nodeId of nodeIds) harness.canvas.select(nodeOf(id, nodeId))
  harness.canvas.setDirty(true, true)
  harness.frames.frame()
  return inspector().current.value
}
const fieldOf = (name: string) =>
  inspector().current.value!.widgets.find((widget) => widget.name === name)!

describe('the inspector', () => {
  it('tells of the selected node, and of nothing while nobody watches', async () => {
    const id = await harness.open('a', makeTextToImage())
    expect(select(id)).toBeNull()
    expect(select(id, 3)).toMatchObject({
      workflowId: id,
      count: 1,
      node: { locatorId: '3', id: '3', type: 'KSampler', subgraphName: null },
      look: { mode: 'always', colour: null, isPinned: false }
    })
    expect(fieldOf('seed')).toMatchObject({ kind: 'number', source: null, isMixed: false })
    expect(fieldOf('sampler_name')).toMatchObject({ kind: 'choice' })
    stop()
    expect(select(id, 4)).toBeNull()
  })

  it('is the same object while nothing of it changes, however often the canvas is drawn', async () => {
    const id = await harness.open('a', makeTextToImage())
    const before = select(id, 3)
    harness.canvas.ds.offset = [40, 40]
    harness.canvas.setDirty(true, true)
    harness.frames.frame()
    expect(inspector().current.value).toBe(before)
  })

  it('of several nodes shows the fields that all have, and where they differ', async () => {
    const id = await harness.open('a', makeTextToImage())
    select(id, 6, 7)
    expect(inspector().current.value).toMatchObject({ count: 2, node: null })
    expect(inspector().current.value!.widgets.map(({ name }) => name)).toEqual(['text'])
    inspector().setWidget('text', 'the same')
    expect(fieldOf('text')).toMatchObject({ value: 'the same', isMixed: false })
    expect([valueOf(id, 6, 'text'), valueOf(id, 7, 'text')]).toEqual(['the same', 'the same'])
    select(id, 3, 6)
    expect(inspector().current.value!.widgets).toEqual([])
  })

  it('writes numbers as the canvas does: arithmetic, limits and steps', async () => {
    const id = await harness.open('a', makeTextToImage())
    select(id, 3)
    inspector().setWidget('steps', '4 * 5 + 1')
    expect(valueOf(id, 3, 'steps')).toBe(21)
    inspector().setWidget('steps', 'many')
    expect(valueOf(id, 3, 'steps')).toBe(21)
    inspector().setWidget('steps', 10 ** 9)
    expect(valueOf(id, 3, 'steps')).toBe(10_000)
    inspector().setWidget('cfg', 7)
    inspector().stepWidget('cfg', 3)
    expect(fieldOf('cfg').value).toBe(7.3)
  })

  it('each edit is one step to undo; typing without a pause is a single one', async () => {
    const id = await harness.open('a', makeTextToImage())
    const before = valueOf(id, 6, 'text')
    select(id, 6)
    for (const text of ['a', 'a ', 'a c', 'a cat']) inspector().setWidget('text', text)
    expect(harness.edits).toEqual([])
    harness.clock.advance(1_000)
    expect(harness.edits).toEqual([id])
    // However soon one comes after the other: no timer runs between them.
    inspector().setTitle('Positive')
    inspector().setLook({ colour: 'green', isCollapsed: true })
    expect(nodeOf(id, 6)).toMatchObject({ title: 'Positive', color: '#232' })
    expect(harness.room.undo(id)).toBe(true)
    expect(nodeOf(id, 6)).toMatchObject({ title: 'Positive', flags: {} })
    expect(nodeOf(id, 6).color).toBeUndefined()
    harness.room.undo(id)
    expect(nodeOf(id, 6).title).not.toBe('Positive')
    harness.room.undo(id)
    expect(valueOf(id, 6, 'text')).toBe(before)
    expect(harness.room.undo(id)).toBe(false)
    harness.frames.frame()
    expect(fieldOf('text').value).toBe(before)
  })

  it('a field that a link feeds says from where, and is left alone', async () => {
    const id = await harness.open(
      'a',
      makeDocument(
        [
          makeNode(1, 'PrimitiveInt', { outputs: { INT: 'INT' }, title: 'Many' }),
          makeNode(3, 'KSampler', {
            inputs: { steps: { type: 'INT', widget: { name: 'steps' } } },
            widgets_values: [1, 'fixed', 20, 8, 'euler', 'simple', 1]
          })
        ],
        [[1, 1, 0, 3, 0, 'INT']]
      )
    )
    select(id, 3)
    expect(fieldOf('steps')).toMatchObject({ source: 'Many', value: 20 })
    inspector().setWidget('steps', 3)
    expect(valueOf(id, 3, 'steps')).toBe(20)
  })

  it('changes modes, shapes, pins and properties of all that is selected', async () => {
    const id = await harness.open('a', makeTextToImage())
    select(id, 6, 7)
    inspector().setLook({ mode: 'bypass', shape: 'box', isPinned: true })
    harness.clock.runDue()
    harness.frames.frame()
    expect(inspector().current.value!.look).toEqual({
      mode: 'bypass',
      colour: null,
      shape: 'box',
      isCollapsed: false,
      isPinned: true
    })
    expect([nodeOf(id, 6).mode, nodeOf(id, 7).mode]).toEqual([4, 4])
    select(id, 6, 3)
    expect(inspector().current.value!.look).toMatchObject({ mode: undefined, isPinned: undefined })
    nodeOf(id, 3).properties.note = 'x'
    select(id, 3)
    expect(inspector().current.value!.properties).toContainEqual({
      name: 'note',
      value: 'x',
      choices: null
    })
    inspector().setProperty('note', 'y')
    expect(nodeOf(id, 3).properties.note).toBe('y')
  })

  it('tells the values that a pack’s class allows a property', async () => {
    const id = await harness.open('a', makeTextToImage())
    const node = nodeOf(id, 3)
    node.properties = { side: 'left', depth: 1, free: 'x' }
    node.properties_info = [
      { name: 'side', type: 'enum', values: ['left', 'right'] },
      { name: 'depth', type: 'enum', values: { flat: 0, deep: 1 } }
    ] as never
    select(id, 3)
    expect(inspector().current.value!.properties).toEqual([
      { name: 'side', value: 'left', choices: ['left', 'right'] },
      { name: 'depth', value: 1, choices: [0, 1] },
      { name: 'free', value: 'x', choices: null }
    ])
  })

  it('names and colours a group', async () => {
    const id = await harness.open('a', makeTextToImage())
    select(id, 3)
    harness.room.edit('group')
    const [group] = harness.room.getGraph(id)!.groups
    harness.canvas.deselectAll()
    harness.canvas.select(group!)
    harness.canvas.setDirty(true, true)
    harness.frames.frame()
    expect(inspector().current.value).toMatchObject({ count: 0, group: { title: 'Group' } })
    inspector().setTitle('Sampling')
    inspector().setLook({ colour: 'red' })
    expect(group).toMatchObject({ title: 'Sampling', color: '#A88' })
  })

  it('tells of a subgraph by its own name, with its promoted fields', async () => {
    const id = await harness.open('a', makeNested())
    select(id, 20)
    expect(inspector().current.value!.node).toMatchObject({
      locatorId: '20',
      subgraphName: 'Inside'
    })
  })
})
