import type { SubgraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { makeNested, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

const TYPE = 'SubgraphBlueprint.Mine'

let harness: RoomHarness
let id: WorkflowId
beforeEach(async () => {
  harness = await createRoomHarness()
  id = await harness.open('a', makeNested([20]))
})
afterEach(() => harness.dispose())

/** Answers LiteGraph's dialog with a name. */
function answer(name: string): string[] {
  const asked: string[] = []
  harness.canvas.prompt = ((_title: string, value: string, done: (name: string) => void) => {
    asked.push(value)
    done(name)
  }) as never
  return asked
}
const listInstances = () =>
  harness.canvas.graph!.nodes.filter((node) => node.isSubgraphNode()) as SubgraphNode[]
async function add(type = TYPE): Promise<void> {
  harness.room.addNode(type, { x: 10, y: 10 })
  await new Promise((resolve) => setTimeout(resolve))
  harness.clock.runDue()
}

describe('a blueprint', () => {
  it('is made of the selected subgraph, nested ones included, without its links', () => {
    harness.canvas.selectItems([...harness.canvas.graph!.nodes])
    harness.room.edit('subgraph')
    const [outer] = listInstances()
    outer!.title = 'Outer'
    harness.canvas.selectItems([outer!])
    const asked = answer('Kept')
    expect(harness.room.publishSubgraph()).toBe(true)
    expect(asked).toEqual(['Outer'])
    const document = harness.blueprints.get('Kept') as unknown as {
      nodes: { type: string }[]
      links: unknown[]
      definitions: { subgraphs: { id: string }[] }
    }
    expect(document.nodes.map(({ type }) => type)).toEqual([outer!.type])
    expect(document.links).toEqual([])
    expect(document.definitions.subgraphs).toHaveLength(2)
  })

  it('takes a selected subgraph, and a name', () => {
    expect(harness.room.publishSubgraph()).toBe(false)
    harness.canvas.selectItems(listInstances())
    answer('  ')
    harness.room.publishSubgraph()
    expect(harness.blueprints.size).toBe(0)
  })

  it('is added as a copy of its own, in one step, and runs', async () => {
    harness.canvas.selectItems(listInstances())
    answer(TYPE)
    harness.room.publishSubgraph()
    id = await harness.open('b', makeTextToImage())
    await add()
    await add()
    const [first, second] = listInstances()
    expect(first!.type).not.toBe(second!.type)
    expect(getWidgets(first!).map(({ name, value }) => [name, value])).toEqual([['width', 100]])
    const { output } = await harness.room.graphs.takeSnapshot(id)
    expect(output[`${first!.id}:30` as never]).toMatchObject({ inputs: { width: 100 } })
    harness.room.undo(id)
    expect(listInstances()).toHaveLength(1)
    harness.room.undo(id)
    expect(listInstances()).toHaveLength(0)
  })

  it('is found among other nodes of its document', async () => {
    const { nodes, ...rest } = makeNested([20]) as unknown as { nodes: unknown[] }
    harness.blueprints.set(TYPE, { ...rest, nodes: nodes.toReversed() } as never)
    id = await harness.open('b', makeTextToImage())
    await add()
    expect(listInstances().map(({ outputs }) => outputs[0]!.name)).toEqual(['IMAGE'])
  })

  it('that is gone is said so', async () => {
    await add('SubgraphBlueprint.Nobody')
    expect(harness.notices).toEqual(['The blueprint could not be added'])
    expect(listInstances()).toHaveLength(1)
  })
})
