import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toWorkflowId } from '@/domain/ids'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { WorkflowJson } from '@/protocol/prompt'
import { makeDocument, makeNode, makeSubgraph, SUBGRAPH_ID } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness, getDefinitions } from '../../harness/canvasRoom'

type Json = Record<string, unknown>

const PICTURES = '$$canvas-image-preview'

/** Two classes no server has: one that costs money, one whose values are lists. */
const EXTRA: ObjectInfoWire = {
  PaidNode: { name: 'PaidNode', input: {}, output: ['IMAGE'], api_node: true },
  ListNode: {
    name: 'ListNode',
    input: { required: { palette: ['COLORS', { default: [] }], boxes: ['BOUNDING_BOXES', {}] } },
    output: []
  }
}

let harness: RoomHarness

beforeEach(async () => {
  harness = await createRoomHarness({
    isMounted: false,
    definitions: { ...getDefinitions(), ...EXTRA }
  })
})
afterEach(() => harness.dispose())

async function compile(document: WorkflowJson) {
  const id = toWorkflowId('a')
  await harness.room.graphs.openGraph(id, document)
  const { output } = await harness.room.graphs.takeSnapshot(id)
  return { output, saved: harness.room.graphs.serializeGraph(id) }
}

const findNode = (graph: unknown, id: number): Json =>
  ((graph as Json).nodes as Json[]).find((node) => node.id === id)!
const getSubgraph = (saved: WorkflowJson, id = SUBGRAPH_ID): Json =>
  (saved.definitions as { subgraphs: Json[] }).subgraphs.find((subgraph) => subgraph.id === id)!
const propertiesOf = (graph: unknown, id: number): Json => findNode(graph, id).properties as Json

/** One instance (node 20) of a subgraph with these nodes. */
function makeInstance(
  inner: Json[],
  properties: Json = {},
  parts: Parameters<typeof makeSubgraph>[3] = {},
  links: Parameters<typeof makeSubgraph>[2] = []
): WorkflowJson {
  const subgraph = makeSubgraph(SUBGRAPH_ID, inner, links, parts)
  const node = makeNode(20, SUBGRAPH_ID, { properties, inputs: parts.inputs ?? {} })
  return makeDocument([node], [], { definitions: { subgraphs: [subgraph] } })
}

describe('the slots of a border', () => {
  const at = (saved: WorkflowJson) =>
    ['inputs', 'outputs'].map((side) => (getSubgraph(saved)[side] as Json[])[0]!.pos)

  it('have their places as lists, exactly as they were, also where they were objects', async () => {
    const document = makeInstance([], {}, { inputs: { a: 'INT' }, outputs: { b: 'INT' } })
    const [definition] = (document.definitions as { subgraphs: Json[] }).subgraphs
    const [input] = definition!.inputs as Json[]
    const [output] = definition!.outputs as Json[]
    input!.pos = [-200.1, 20]
    output!.pos = { 0: 620, 1: 20.7 }
    const { saved } = await compile(document)
    const places = [
      [-200.1, 20],
      [620, 20.7]
    ]
    expect(at(saved)).toEqual(places)
    expect(at((await compile(saved)).saved)).toEqual(places)
  })

  it('have some without the document telling any', async () => {
    const { saved } = await compile(
      makeInstance([], {}, { inputs: { a: 'INT' }, outputs: { b: 'INT' } })
    )
    expect(at(saved)).toEqual([
      [expect.any(Number), expect.any(Number)],
      [expect.any(Number), expect.any(Number)]
    ])
  })
})

describe('nodes', () => {
  it('of unknown classes keep the place in the order that the document gives them', async () => {
    const { saved } = await compile(
      makeDocument([
        makeNode(1, 'NobodyKnows', { order: 82 }),
        makeNode(2, 'PreviewImage', { order: 82 })
      ])
    )
    expect(findNode(saved, 1).order).toBe(82)
    expect(findNode(saved, 2).order).toBeLessThan(2)
  })

  it('get the name that placeholders find them by, except those that use placeholders', async () => {
    const { saved } = await compile(
      makeDocument([makeNode(1, 'EmptyImage'), makeNode(2, 'SaveImage')])
    )
    expect(propertiesOf(saved, 1)['Node name for S&R']).toBe('EmptyImage')
    expect(propertiesOf(saved, 2)).not.toHaveProperty('Node name for S&R')
  })

  it('that cost money are yellow, unless the document says otherwise', async () => {
    const { saved } = await compile(
      makeDocument([
        makeNode(1, 'PaidNode'),
        makeNode(2, 'PaidNode', { color: '#232', bgcolor: '#353' }),
        makeNode(3, 'EmptyImage')
      ])
    )
    expect(findNode(saved, 1)).toMatchObject({ color: '#432', bgcolor: '#653' })
    expect(findNode(saved, 2)).toMatchObject({ color: '#232', bgcolor: '#353' })
    expect(findNode(saved, 3)).not.toHaveProperty('color')
  })

  it('whose values are lists begin with the whole list', async () => {
    const document = makeDocument([makeNode(1, 'ListNode'), makeNode(2, 'ListNode')])
    const { output, saved } = await compile(document)
    expect(output['1']?.inputs).toEqual({ palette: { __value__: [] }, boxes: '' })
    expect(findNode(saved, 2).widgets_values).toEqual([[], ''])
  })

  it('count what shows only in the length of their values', async () => {
    const { saved } = await compile(
      makeDocument([makeNode(1, 'LoadAudio', { widgets_values: ['a.mp3', null, ''] })])
    )
    expect(findNode(saved, 1).widgets_values).toEqual(['a.mp3', null, null])
    expect(findNode(saved, 1).widgets_values_named).toEqual({ audio: 'a.mp3', upload: null })
  })

  it('inside a subgraph keep the words the document has for their inputs', async () => {
    const { saved } = await compile(
      makeInstance([
        makeNode(30, 'ImageInvert', {
          inputs: { image: { type: 'IMAGE', localized_name: 'Bild' } },
          outputs: { IMAGE: 'IMAGE' }
        }),
        makeNode(31, 'ImageInvert', { inputs: { image: 'IMAGE' } }),
        makeNode(32, 'ImageInvert')
      ])
    )
    const wordOf = (id: number) =>
      (findNode(getSubgraph(saved), id).inputs as Json[])[0]!.localized_name
    expect([30, 31, 32].map(wordOf)).toEqual(['Bild', undefined, 'image'])
  })
})

describe('what an instance shows of its inside', () => {
  const inner = () => [
    makeNode(30, 'VAEDecode'),
    makeNode(31, 'KSampler'),
    makeNode(32, 'PreviewImage'),
    makeNode(33, 'SaveAudio')
  ]
  const exposure = (sourceNodeId: string, name: string, sourcePreviewName = name) => ({
    name,
    sourceNodeId,
    sourcePreviewName
  })

  it('is what its nodes show, in documents from before there was a list', async () => {
    const { saved } = await compile(makeInstance(inner()))
    expect(propertiesOf(saved, 20).previewExposures).toEqual([
      exposure('31', PICTURES),
      exposure('32', `${PICTURES}_1`, PICTURES),
      exposure('33', 'audioUI')
    ])
  })

  it('begins with what an older list names, and names nothing twice', async () => {
    const proxyWidgets = [
      ['32', PICTURES],
      ['-1', PICTURES]
    ]
    const { saved } = await compile(makeInstance(inner().slice(0, 3), { proxyWidgets }))
    expect(propertiesOf(saved, 20)).toMatchObject({
      previewExposures: [exposure('32', PICTURES), exposure('31', `${PICTURES}_1`, PICTURES)],
      proxyWidgetErrorQuarantine: [
        { originalEntry: ['-1', PICTURES], reason: 'missingSourceNode', attemptedAtVersion: 1 }
      ]
    })
    expect(propertiesOf(saved, 20)).not.toHaveProperty('proxyWidgets')
  })

  it.each([[[]], [[exposure('32', PICTURES)]]])(
    'stays as the document lists it: %j',
    async (list) => {
      const { saved } = await compile(makeInstance(inner(), { previewExposures: list }))
      expect(propertiesOf(saved, 20).previewExposures).toEqual(list)
    }
  )
})

describe('promoted widgets that can be taken over no more', () => {
  it('those of an unknown node are laid aside with their value', async () => {
    const document = makeInstance(
      [
        makeNode(30, 'NobodyHasThis', {
          inputs: { length: { type: 'INT', widget: { name: 'length' } } }
        })
      ],
      { proxyWidgets: [['30', 'length']] }
    )
    findNode(document, 20).widgets_values = [77]
    const { saved } = await compile(document)
    expect(propertiesOf(saved, 20).proxyWidgetErrorQuarantine).toEqual([
      {
        originalEntry: ['30', 'length'],
        reason: 'missingSourceWidget',
        hostValue: 77,
        attemptedAtVersion: 1
      }
    ])
    expect(getSubgraph(saved).inputs).toEqual([])
  })

  it('a primitive whose step is promoted too stays inside, and goes on counting', async () => {
    const document = makeInstance(
      [
        makeNode(30, 'PrimitiveNode', {
          outputs: { INT: 'INT' },
          widgets_values: [5, 'increment']
        }),
        makeNode(31, 'EmptyImage', {
          inputs: { width: { type: 'INT', widget: { name: 'width' } } },
          outputs: { IMAGE: 'IMAGE' }
        })
      ],
      {
        proxyWidgets: [
          ['30', 'value'],
          ['30', 'control_after_generate']
        ]
      },
      {},
      [[1, 30, 0, 31, 0, 'INT']]
    )
    const { saved, output } = await compile(document)
    const reasons = propertiesOf(saved, 20).proxyWidgetErrorQuarantine as Json[]
    expect(reasons.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 2 }, () => 'primitiveBypassFailed')
    )
    expect(output['20:31']?.inputs.width).toBe(5)
  })

  it('an empty list stays, an empty list', async () => {
    const { saved } = await compile(makeInstance([makeNode(30, 'VAEDecode')], { proxyWidgets: [] }))
    expect(propertiesOf(saved, 20)).toMatchObject({ proxyWidgets: [], previewExposures: [] })
  })
})

describe('an instance’s inputs', () => {
  it('are called as what they promote is called inside', async () => {
    const inside = makeNode(30, 'EmptyImage', {
      inputs: { width: { type: 'INT', widget: { name: 'width' }, label: 'breadth' } },
      outputs: { IMAGE: 'IMAGE' }
    })
    const { saved } = await compile(makeInstance([inside], { proxyWidgets: [['30', 'width']] }))
    expect(findNode(saved, 20).inputs).toEqual([
      { name: 'width', type: 'INT', link: null, label: 'breadth', widget: { name: 'width' } }
    ])
  })

  it('are optional if all that they lead to is', async () => {
    const upscale = (id: number) =>
      makeNode(id, 'ImageCompositeMasked', {
        inputs: { destination: 'IMAGE', source: 'IMAGE', mask: { type: 'MASK', shape: 7 } }
      })
    const { saved } = await compile(
      makeInstance([upscale(30), upscale(31)], {}, { inputs: { both: 'MASK', image: 'IMAGE' } }, [
        [1, -10, 0, 30, 2, 'MASK'],
        [2, -10, 0, 31, 2, 'MASK'],
        [3, -10, 1, 30, 0, 'IMAGE']
      ])
    )
    const shapes = (findNode(saved, 20).inputs as Json[]).map(({ name, shape }) => [name, shape])
    expect(shapes).toEqual([
      ['both', 7],
      ['image', undefined]
    ])
  })
})

describe('prompts', () => {
  it('hold inner nodes in the order of the document, the inside of an instance in its place', async () => {
    const deeper = makeSubgraph(
      '99999999-2222-4333-8444-555555555555',
      [makeNode(40, 'EmptyImage')],
      []
    )
    const document = makeInstance([
      makeNode(33, 'EmptyImage'),
      makeNode(32, deeper.id as string),
      makeNode(31, 'EmptyImage')
    ])
    ;(document.definitions as { subgraphs: Json[] }).subgraphs.push(deeper)
    const { output } = await compile(document)
    expect(Object.keys(output)).toEqual(['20:33', '20:32:40', '20:31'])
  })

  it('take the first of several links into one output of a subgraph, and keep one', async () => {
    const document = makeInstance(
      [
        makeNode(30, 'EmptyImage', { outputs: { IMAGE: 'IMAGE' } }),
        makeNode(31, 'EmptyImage', { outputs: { IMAGE: 'IMAGE' } })
      ],
      {},
      { outputs: { IMAGE: 'IMAGE' } },
      [
        [1, 30, 0, -20, 0, 'IMAGE'],
        [2, 31, 0, -20, 0, 'IMAGE']
      ]
    )
    const instance = findNode(document, 20)
    instance.outputs = [{ name: 'IMAGE', type: 'IMAGE', links: [9] }]
    ;(document.nodes as Json[]).push(
      makeNode(50, 'PreviewImage', { inputs: { images: { type: 'IMAGE', link: 9 } } })
    )
    document.links = [[9, 20, 0, 50, 0, 'IMAGE']]
    const { output, saved } = await compile(document)
    expect(output['50']?.inputs.images).toEqual(['20:30', 0])
    expect((getSubgraph(saved).links as Json[]).map(({ id }) => id)).toEqual([1])
  })
})
