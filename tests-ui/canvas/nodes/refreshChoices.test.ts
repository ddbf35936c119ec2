import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getChoices } from '@/canvas/widgets/choiceWidgets'
import { getWidgets } from '@/canvas/widgets/widget'
import { makeDefinition, makeDefinitions } from '../../harness/canvasDefinitions'
import { makeDocument, makeNode, makeSubgraph } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

const SUBGRAPH = '5b1f0f0e-1c1e-4c57-9a53-0d4c2e7a1b13'

/** As a server answers: each time other objects. */
const read = (models: readonly string[], steps: object = {}) =>
  makeDefinitions(
    makeDefinition('Loads', {
      model: [[...models], { tooltip: 'Which.' }],
      steps: ['INT', { ...steps }],
      how: ['COMFY_DYNAMICCOMBO_V3', { options: [{ key: 'a', inputs: {} }] }]
    }),
    makeDefinition('Newer', { model: ['COMBO', { options: [...models], default: models[0] }] })
  )

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness({ definitions: read(['old']) })
})
afterEach(() => harness.dispose())

describe('definitions that are read anew', () => {
  it('bring new choices to nodes that are there, in subgraphs and on their borders too; what was chosen stays', async () => {
    const id = await harness.open('a', {
      ...makeDocument([
        makeNode(1, 'Loads', { widgets_values: ['old', 3, 'a'] }),
        makeNode(2, 'Newer', { widgets_values: ['gone'] }),
        makeNode(3, SUBGRAPH, { inputs: { model: { type: 'COMBO', widget: { name: 'model' } } } })
      ]),
      definitions: {
        subgraphs: [
          makeSubgraph(
            SUBGRAPH,
            [
              makeNode(4, 'Loads', {
                inputs: { model: { type: 'COMBO', widget: { name: 'model' }, link: null } },
                widgets_values: ['old', 3, 'a']
              })
            ],
            [[1, -10, 0, 4, 0, 'COMBO']],
            { inputs: { model: 'COMBO' } }
          )
        ]
      }
    })
    const [first, second, instance] = harness.canvas.graph!.nodes
    const before = getWidgets(first!)[0]!
    await harness.room.registerDefinitions(read(['old', 'new']))
    expect(getWidgets(first!)[0]).toBe(before)
    expect([first!, second!, instance!].map((node) => getChoices(getWidgets(node)[0]!))).toEqual([
      ['old', 'new'],
      ['old', 'new'],
      ['old', 'new']
    ])
    expect([first!, second!].map((node) => getWidgets(node)[0]!.value)).toEqual(['old', 'gone'])
    expect(harness.stores.workflows.getWorkflow(id)!.isModified).toBeFalsy()
    // A choice among dynamic fields makes no other field anew.
    const how = getWidgets(first!).find(({ name }) => name === 'how')!
    how.callback?.('a')
    expect(getWidgets(first!)[0]).toBe(before)
    const added = LiteGraph.createNode('Loads')!
    expect(getChoices(getWidgets(added)[0]!)).toEqual(['old', 'new'])
  })

  it('leave the class as packs patched it, unless more than choices has changed', async () => {
    const { registered_node_types: types } = LiteGraph
    const before = types.Loads
    await harness.room.registerDefinitions(read(['x']))
    expect(types.Loads).toBe(before)
    await harness.room.registerDefinitions(read(['x'], { min: 3 }))
    expect(types.Loads).not.toBe(before)
  })

  it('are told to nodes of packs that bring their own lists up to date', async () => {
    await harness.open('a', makeDocument([makeNode(1, 'Loads')]))
    const heard: string[][] = []
    Object.assign(harness.canvas.graph!.nodes[0]!, {
      refreshComboInNode: (definitions: object) => void heard.push(Object.keys(definitions))
    })
    await harness.room.registerDefinitions(read(['x']))
    expect(heard).toEqual([['Loads', 'Newer']])
  })
})
