import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { MissingParts } from '@/composables/canvas/canvasMissing'
import type { WorkflowId } from '@/domain/ids'
import type { NodeReplacements } from '@/domain/nodeReplacement'
import type { WorkflowJson } from '@/protocol/prompt'
import { makeDefinition, makeDefinitions } from '../../harness/canvasDefinitions'
import { makeDocument, makeNode, makeSubgraph } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

const SUBGRAPH = '5b1f0f0e-1c1e-4c57-9a53-0d4c2e7a1b11'

const DEFINITIONS = makeDefinitions(
  makeDefinition('Loader', { ckpt: [['here.safetensors', 'sub\\there.ckpt'], {}] }),
  makeDefinition('CheckpointLoaderSimple', { ckpt_name: [[], {}] }),
  makeDefinition('Images', {}, { output: ['IMAGE'], output_name: ['IMAGE'] }),
  makeDefinition('Show', { images: ['IMAGE'] }),
  makeDefinition(
    'NewScale',
    {
      input: ['IMAGE'],
      method: [['nearest', 'lanczos'], {}],
      how: [
        'COMFY_DYNAMICCOMBO_V3',
        {
          options: [
            { key: 'width', inputs: { required: { width: ['INT', {}] } } },
            { key: 'factor', inputs: { required: { factor: ['FLOAT', {}] } } }
          ]
        }
      ]
    },
    { output: ['MASK', 'IMAGE'], output_name: ['MASK', 'IMAGE'] }
  )
)

const REPLACEMENTS: NodeReplacements = {
  OldScale: [
    { newType: 'NobodyHasIt', oldWidgets: null, inputs: null, outputs: null },
    {
      newType: 'NewScale',
      oldWidgets: ['by', 'method'],
      inputs: [
        { name: 'input', from: 'image' },
        { name: 'how', value: 'factor' },
        { name: 'how.factor', from: 'by' },
        { name: 'method', from: 'method' }
      ],
      outputs: [{ to: 1, from: 0 }]
    }
  ]
}

let harness: RoomHarness
let stop = () => {}
afterEach(() => {
  stop()
  harness.dispose()
})

async function open(document: WorkflowJson): Promise<WorkflowId> {
  harness = await createRoomHarness({ definitions: DEFINITIONS, replacements: REPLACEMENTS })
  stop = harness.room.missing.watch()
  return harness.open('a', document)
}

const current = (): MissingParts | null => harness.room.missing.current.value
const read = () => ({
  types: current()?.types.map(({ type, nodes }) => [type, nodes]),
  models: current()?.models.map(({ name, folder, url }) => [name, folder, url])
})

function makeScaling(): WorkflowJson {
  return makeDocument(
    [
      makeNode(1, 'Images', { outputs: { IMAGE: 'IMAGE' } }),
      makeNode(2, 'OldScale', {
        inputs: { image: 'IMAGE', extra: 'IMAGE' },
        outputs: { IMAGE: 'IMAGE' },
        pos: [400, 50],
        mode: 4,
        color: '#232',
        title: 'Mine',
        widgets_values: [2.5, 'lanczos'],
        properties: { cnr_id: 'some-pack' }
      }),
      makeNode(3, 'Show', { inputs: { images: 'IMAGE' } })
    ],
    [
      [1, 1, 0, 2, 0, 'IMAGE'],
      [2, 1, 0, 2, 1, 'IMAGE'],
      [3, 2, 0, 3, 0, 'IMAGE']
    ]
  )
}

describe('what is missing', () => {
  it('is nothing in a document whose types and models the server has', async () => {
    await open(
      makeDocument([
        makeNode(1, 'Loader', { widgets_values: ['here.safetensors'] }),
        makeNode(2, 'Loader', { widgets_values: ['sub/there.ckpt'] }),
        makeNode(3, 'Note', { widgets_values: ['gone.safetensors'] })
      ])
    )
    expect(current()).toBeNull()
  })

  it('types are counted over subgraphs too, with what the document says of them', async () => {
    await open({
      ...makeDocument([
        makeNode(1, 'Gone', { title: 'My node', properties: { aux_id: 'me/pack' } }),
        makeNode(2, 'Lost'),
        makeNode(3, SUBGRAPH)
      ]),
      definitions: { subgraphs: [makeSubgraph(SUBGRAPH, [makeNode(4, 'Gone')], [])] }
    })
    expect(read().types).toEqual([
      ['Gone', ['1', `${SUBGRAPH}:4`]],
      ['Lost', ['2']]
    ])
    expect(current()?.types[0]).toMatchObject({ title: 'My node', pack: 'me/pack' })
  })

  it('models are named with the folder and address that the document gives, else the loader’s folder', async () => {
    const note = { name: 'noted.safetensors', directory: 'loras', url: 'https://a.example/b' }
    await open({
      ...makeDocument([
        makeNode(1, 'Loader', {
          widgets_values: ['x/noted.safetensors'],
          properties: { models: [note] }
        }),
        makeNode(2, 'CheckpointLoaderSimple', { widgets_values: ['plain.ckpt'] }),
        makeNode(3, 'Loader', { widgets_values: ['top.gguf'] }),
        makeNode(4, 'Loader', { widgets_values: ['top.gguf'] }),
        makeNode(5, 'Loader', { widgets_values: ['no model'] })
      ]),
      models: [{ name: 'top.gguf', url: 'https://a.example/top', directory: 'unet' }, 7, null]
    })
    expect(read().models).toEqual([
      ['x/noted.safetensors', 'loras', 'https://a.example/b'],
      ['plain.ckpt', 'checkpoints', null],
      ['top.gguf', 'unet', 'https://a.example/top']
    ])
    expect(current()?.models[2]?.nodes).toEqual(['3', '4'])
  })

  it('follows edits, undo, other workflows and new definitions', async () => {
    const id = await open(makeDocument([makeNode(1, 'Gone')]))
    const { canvas } = harness
    canvas.selectItems()
    harness.room.edit('delete')
    harness.clock.advance(300)
    expect(current()).toBeNull()
    harness.endGesture()
    harness.room.undo(id)
    harness.clock.advance(300)
    expect(read().types).toEqual([['Gone', ['1']]])
    await harness.open('b', null)
    expect(current()).toBeNull()
    harness.show(id)
    expect(current()?.workflowId).toBe(id)
    const more = { ...DEFINITIONS, ...makeDefinitions(makeDefinition('Gone', {})) }
    harness.stores.nodeDefs.applyDefinitions(more)
    await harness.room.registerDefinitions(more)
    expect(current()).toBeNull()
  })

  it('is not looked for while nobody watches', async () => {
    await open(makeDocument([makeNode(1, 'Gone')]))
    stop()
    stop = () => {}
    expect(current()).toBeNull()
  })
})

describe('a replacement', () => {
  it('is offered where the server has the new type', async () => {
    await open(makeScaling())
    await Promise.resolve()
    await Promise.resolve()
    expect(current()?.types[0]).toMatchObject({
      type: 'OldScale',
      pack: 'some-pack',
      replacement: { type: 'NewScale' }
    })
  })

  it('is asked for only of a server that says it has any, once it has said so', async () => {
    harness = await createRoomHarness({ definitions: DEFINITIONS, replacements: REPLACEMENTS })
    const { connection } = harness.stores
    connection.applyServerFlags({})
    stop = harness.room.missing.watch()
    await harness.open('a', makeScaling())
    expect(current()?.types[0]?.type).toBe('OldScale')
    expect(harness.fetched).not.toContain('/node_replacements')
    connection.applyServerFlags({ node_replacements: true })
    await nextTick()
    expect(harness.fetched).toContain('/node_replacements')
    await nextTick()
    expect(current()?.types[0]?.replacement?.type).toBe('NewScale')
  })

  it('takes over place, looks, values and links; what leads nowhere goes; one undo brings all back', async () => {
    const id = await open(makeScaling())
    await Promise.resolve()
    const before = JSON.stringify(harness.room.graphs.serializeGraph(id))
    expect(harness.room.missing.replace(['OldScale', 'Unknown'])).toBe(1)
    expect(current()).toBeNull()
    const graph = harness.room.getGraph(id)!
    const node = graph.getNodeById(2)!
    expect([node.type, node.title, node.mode, node.color]).toEqual(['NewScale', 'Mine', 4, '#232'])
    expect([...node.pos]).toEqual([400, 50])
    expect(node.widgets!.map(({ name, value }) => [name, value])).toEqual([
      ['method', 'lanczos'],
      ['how', 'factor'],
      ['how.factor', 2.5]
    ])
    const links = [...graph._links.values()].map((link) => [
      link.origin_id,
      link.origin_slot,
      link.target_id,
      link.target_slot
    ])
    expect(links).toEqual([
      [1, 0, 2, node.inputs.findIndex(({ name }) => name === 'input')],
      [2, 1, 3, 0]
    ])
    expect(graph.getNodeById(1)!.outputs[0]!.links).toHaveLength(1)
    expect(harness.stores.workflows.getWorkflow(id)!.isModified).toBe(true)
    expect(harness.room.undo(id)).toBe(true)
    expect(JSON.stringify(harness.room.graphs.serializeGraph(id))).toBe(before)
    expect(harness.room.redo(id)).toBe(true)
    expect(harness.room.getGraph(id)!.getNodeById(2)!.type).toBe('NewScale')
  })
})
