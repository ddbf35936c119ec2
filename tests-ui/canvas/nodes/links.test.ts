import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkflowGraph } from '@/canvas/graph/workflowGraph'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { makeDefinition, makeDefinitions } from '../../harness/canvasDefinitions'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

const template = (rest: object) => ({
  template: { input: { required: { image: ['IMAGE', {}] } }, ...rest }
})

const definitions = makeDefinitions(
  makeDefinition('Image', {}, { output: ['IMAGE'] }),
  makeDefinition('Mask', {}, { output: ['MASK'] }),
  makeDefinition('Number', {}, { output: ['INT'] }),
  makeDefinition(
    'Batch',
    { images: ['COMFY_AUTOGROW_V3', template({ prefix: 'image', min: 2, max: 4 })] },
    { output: ['IMAGE'], output_node: true }
  ),
  makeDefinition(
    'Named',
    { images: ['COMFY_AUTOGROW_V3', template({ names: ['a', 'b', 'c'], min: 0 })] },
    { output_node: true }
  ),
  makeDefinition(
    'Switch',
    {
      on: ['COMFY_MATCHTYPE_V3', { template: { template_id: 'T', allowed_types: '*' } }],
      off: ['COMFY_MATCHTYPE_V3', { template: { template_id: 'T', allowed_types: '*' } }]
    },
    { output: ['COMFY_MATCHTYPE_V3'], output_matchtypes: ['T'] }
  ),
  makeDefinition(
    'Values',
    {
      seed: ['INT', { default: 1, max: 1e9 }],
      steps: ['INT', { default: 20 }],
      name: [['x', 'y']]
    },
    { output_node: true }
  )
)

let harness: RoomHarness
let workflowId: WorkflowId
let graph: WorkflowGraph
beforeEach(async () => {
  harness = await createRoomHarness({ definitions, isMounted: false })
  workflowId = await harness.open('a', null)
  graph = harness.room.getGraph(workflowId)!
})
afterEach(() => harness.dispose())

function add(type: string): LGraphNode {
  const node = LiteGraph.createNode(type)!
  graph.add(node)
  return node
}

/** Growing settles once the gesture is over. */
const settle = () => Promise.resolve()
const namesOf = (node: LGraphNode) => node.inputs.map(({ name }) => name)
const compile = async () => (await harness.room.graphs.takeSnapshot(workflowId)).output

describe('a growing input', () => {
  it('shows what is required, and one free slot more than are in use', async () => {
    const batch = add('Batch')
    expect(namesOf(batch)).toEqual(['images.image0', 'images.image1', 'images.image2'])
    for (const [slot, expected] of [
      [0, 3],
      [1, 3],
      [2, 4],
      [3, 4]
    ] as const) {
      add('Image').connect(0, batch, slot)
      await settle()
      expect(batch.inputs).toHaveLength(expected)
    }
    expect(batch.inputs.map(({ shape }) => shape)).toEqual([undefined, undefined, 7, 7])
  })

  it('closes the gap that a removed link leaves, with every link at its place', async () => {
    const batch = add('Batch')
    const images = [add('Image'), add('Image'), add('Image')]
    for (const [slot, image] of images.entries()) {
      image.connect(0, batch, slot)
      await settle()
    }
    batch.disconnectInput(0)
    await settle()
    expect(namesOf(batch)).toEqual(['images.image0', 'images.image1', 'images.image2'])
    const output = await compile()
    expect(output[String(batch.id)]!.inputs).toEqual({
      'images.image0': [String(images[1]!.id), 0],
      'images.image1': [String(images[2]!.id), 0]
    })
  })

  it('does not shift under a link that takes the place of another', async () => {
    const batch = add('Batch')
    const images = [add('Image'), add('Image')]
    for (const [slot, image] of images.entries()) image.connect(0, batch, slot)
    await settle()
    const other = add('Image')
    other.connect(0, batch, 0)
    await settle()
    expect((await compile())[String(batch.id)]!.inputs).toEqual({
      'images.image0': [String(other.id), 0],
      'images.image1': [String(images[1]!.id), 0]
    })
  })

  it('takes the names it is given', async () => {
    const named = add('Named')
    expect(namesOf(named)).toEqual(['images.a'])
    add('Image').connect(0, named, 0)
    await settle()
    expect(namesOf(named)).toEqual(['images.a', 'images.b'])
    expect(named.inputs.map(({ label }) => label)).toEqual(['a', 'b'])
  })

  it('is as long as its links when a document is opened', async () => {
    const id = await harness.open(
      'b',
      makeDocument(
        [
          makeNode(1, 'Image', { outputs: { IMAGE: 'IMAGE' } }),
          makeNode(2, 'Batch', {
            inputs: {
              'images.image0': 'IMAGE',
              'images.image1': 'IMAGE',
              'images.image2': 'IMAGE'
            }
          })
        ],
        [[1, 1, 0, 2, 2, 'IMAGE']]
      )
    )
    const { output } = await harness.room.graphs.takeSnapshot(id)
    expect(output['2']!.inputs).toEqual({ 'images.image2': ['1', 0] })
    expect(harness.room.getGraph(id)!.getNodeById(2)!.inputs).toHaveLength(4)
  })
})

describe('inputs that share a type', () => {
  it('take the type of what is linked, and give it on', () => {
    const first = add('Switch')
    const second = add('Switch')
    first.connect(0, second, 0)
    add('Mask').connect(0, first, 0)
    expect(first.outputs[0]!.type).toBe('MASK')
    expect(second.outputs[0]!.type).toBe('MASK')
    expect(second.inputs.map(({ type }) => type)).toEqual(['MASK', 'MASK'])
    // What would not fit any more is refused.
    expect(add('Image').connect(0, first, 1)).toBeNull()
    first.disconnectInput(0)
    expect(second.outputs[0]!.type).toBe('*')
    expect(add('Image').connect(0, first, 1)).not.toBeNull()
    expect(second.outputs[0]!.type).toBe('IMAGE')
  })

  it('a ring of them ends', () => {
    const first = add('Switch')
    const second = add('Switch')
    first.connect(0, second, 0)
    second.connect(0, first, 1)
    add('Image').connect(0, first, 0)
    expect(second.outputs[0]!.type).toBe('IMAGE')
  })
})

describe('a primitive', () => {
  const slotOf = (node: LGraphNode, name: string) =>
    node.inputs.findIndex((input) => input.name === name)

  it('takes the kind and value of the first widget it is linked to, and feeds it', async () => {
    const primitive = add('PrimitiveNode')
    const values = add('Values')
    primitive.connect(0, values, slotOf(values, 'steps'))
    expect(primitive.outputs[0]).toMatchObject({ type: 'INT', name: 'INT' })
    const [own, mode] = getWidgets(primitive)
    expect([own!.value, mode!.value]).toEqual([20, 'fixed'])
    own!.value = 33
    own!.callback?.(33)
    expect((await compile())[String(values.id)]!.inputs.steps).toBe(33)
    expect(Object.keys(await compile())).toEqual([String(values.id)])
  })

  it('refuses a plain input', () => {
    const primitive = add('PrimitiveNode')
    expect(primitive.connect(0, add('Batch'), 0)).toBeNull()
  })

  it('forgets its kind with the last link', () => {
    const primitive = add('PrimitiveNode')
    const values = add('Values')
    const slot = slotOf(values, 'name')
    primitive.connect(0, values, slot)
    expect(getWidgets(primitive)).toHaveLength(3)
    values.disconnectInput(slot)
    expect(getWidgets(primitive)).toEqual([])
    expect(primitive.outputs[0]).toMatchObject({ type: '*', name: 'connect to widget input' })
  })

  it('keeps a value whose target is of an unknown type', async () => {
    const document = makeDocument(
      [
        makeNode(1, 'PrimitiveNode', { outputs: { INT: 'INT' }, widgets_values: [77, 'fixed'] }),
        makeNode(2, 'Nobody', { inputs: { x: { type: 'INT', widget: { name: 'x' } } } })
      ],
      [[1, 1, 0, 2, 0, 'INT']]
    )
    const id = await harness.open('b', document)
    const saved = harness.room.graphs.serializeGraph(id)
    expect((saved.nodes as { widgets_values?: unknown }[])[0]!.widgets_values).toEqual([
      77,
      'fixed'
    ])
  })
})

describe('a reroute', () => {
  it('shows the type it passes on, through a chain, and is in no prompt', async () => {
    const image = add('Image')
    const chain = [add('Reroute'), add('Reroute')]
    const batch = add('Batch')
    chain[0]!.connect(0, chain[1]!, 0)
    image.connect(0, chain[0]!, 0)
    expect(chain.map(({ outputs }) => outputs[0]!.type)).toEqual(['IMAGE', 'IMAGE'])
    chain[1]!.connect(0, batch, 0)
    expect((await compile())[String(batch.id)]!.inputs).toEqual({
      'images.image0': [String(image.id), 0]
    })
    chain[0]!.disconnectInput(0)
    expect(chain.map(({ outputs }) => outputs[0]!.type)).toEqual(['*', '*'])
  })
})

describe('a node of a type nobody knows', () => {
  const stored = makeNode(1, 'Nobody', {
    inputs: { image: 'IMAGE' },
    outputs: { OUT: 'IMAGE' },
    title: 'Mine',
    color: '#123',
    mode: 4,
    widgets_values: [1, { deep: [2] }, null],
    widgets_values_named: { a: 1 },
    properties: { cnr_id: 'pack', ver: '1.2' }
  })

  it('goes back as it came', async () => {
    const document = makeDocument(
      [makeNode(2, 'Image', { outputs: { IMAGE: 'IMAGE' } }), stored],
      [[1, 2, 0, 1, 0, 'IMAGE']]
    )
    const id = await harness.open('b', document)
    const saved = harness.room.graphs.serializeGraph(id)
    const node = (saved.nodes as Record<string, unknown>[]).find((entry) => entry.id === 1)!
    for (const key of [
      'type',
      'title',
      'color',
      'mode',
      'widgets_values',
      'widgets_values_named',
      'properties',
      'pos'
    ])
      expect(node[key]).toEqual(stored[key])
    expect((node.inputs as { link: number }[])[0]!.link).toBe(1)
  })

  it('is told to be missing, and marked', async () => {
    const report = await harness.room.graphs.openGraph(
      workflowId,
      makeDocument([structuredClone(stored), makeNode(2, 'Other'), makeNode(3, 'Nobody')])
    )
    expect(report.missingNodeTypes).toEqual(['Nobody', 'Other'])
    const node = harness.room.getGraph(workflowId)!.getNodeById(1)!
    expect(node.has_errors).toBe(true)
    expect(node.title).toBe('Mine')
  })

  it('becomes a node when its definition comes, with its values and links', async () => {
    await harness.room.graphs.openGraph(
      workflowId,
      makeDocument(
        [
          makeNode(2, 'Image', { outputs: { IMAGE: 'IMAGE' } }),
          makeNode(1, 'Late', { inputs: { image: 'IMAGE' }, widgets_values: [9] })
        ],
        [[1, 2, 0, 1, 0, 'IMAGE']]
      )
    )
    await harness.room.registerDefinitions({
      ...definitions,
      Late: makeDefinition('Late', { image: ['IMAGE'], amount: ['INT', {}] })
    })
    expect((await compile())['1']).toMatchObject({
      class_type: 'Late',
      inputs: { image: ['2', 0], amount: 9 }
    })
  })

  it('can be copied', async () => {
    await harness.room.graphs.openGraph(workflowId, makeDocument([structuredClone(stored)]))
    const copy = harness.room.getGraph(workflowId)!.getNodeById(1)!.clone()!
    expect(copy.serialize()).toMatchObject({
      type: 'Nobody',
      title: 'Mine',
      widgets_values: [1, { deep: [2] }, null]
    })
  })
})
