import { describe, expect, it } from 'vitest'
import type { DocumentJson, LinkJson, NodeJson } from '@/canvas/document/documentTypes'
import { prepareDocument } from '@/canvas/document/prepareDocument'
import { DocumentError } from '@/domain/documentError'
import { makeDocument, makeNested, makeNode, SUBGRAPH_ID } from '../../harness/canvasDocuments'

const prepare = (source: unknown) => prepareDocument(source, {})

function getNode(document: Pick<DocumentJson, 'nodes'>, id: number): NodeJson {
  return document.nodes.find((node) => node.id === id)!
}

describe('what is no workflow', () => {
  it.each([
    ['null', null],
    ['a number', 7],
    ['a text', 'workflow'],
    ['a list', []],
    ['an empty object', {}],
    ['an object of something else', { name: 'x', files: [] }],
    ['nodes of another tool', { nodes: [{ id: 'a', kind: 'circle' }], edges: [] }],
    ['nodes that are no list', { nodes: { 1: {} }, links: [] }],
    ['a package description', { name: 'x', version: '1.0.0', dependencies: {} }]
  ])('%s is refused with a message for people', (_title, source) => {
    expect(() => prepare(source)).toThrow(DocumentError)
    expect(() => prepare(source)).toThrow(/^This is no workflow: .+\.$/)
  })

  it('nesting that would overflow the stack is refused, whoever would walk it', () => {
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(() => prepare(makeDocument([], [], { extra: { deep } }))).toThrow(/nested too deeply/)
  })

  it('more nodes than can be opened are refused, those in subgraphs counted', () => {
    const many = Array.from({ length: 10_001 }, (_, id) => makeNode(id + 1, 'Note'))
    expect(() => prepare(makeDocument(many))).toThrow('has 10,001 nodes; at most 10,000')
  })

  it('an empty workflow is one', () => {
    expect(prepare({ nodes: [], links: [], version: 0.4 }).document.nodes).toEqual([])
    expect(prepare({ nodes: [], last_node_id: 0 }).repairs).toEqual([])
  })
})

describe('schemas', () => {
  const row = [5, 1, 0, 2, 0, 'IMAGE']
  const object = {
    id: 5,
    origin_id: 1,
    origin_slot: 0,
    target_id: 2,
    target_slot: 0,
    type: 'IMAGE'
  }
  const nodes = () => [
    makeNode(1, 'EmptyImage', { outputs: { IMAGE: 'IMAGE' } }),
    makeNode(2, 'PreviewImage', { inputs: { images: 'IMAGE' } })
  ]

  it('0.4 and 1 are read alike', () => {
    const old = prepare({ version: 0.4, nodes: nodes(), links: [row] }).document
    const next = prepare({
      version: 1,
      state: { lastNodeId: 2, lastLinkId: 5 },
      nodes: nodes(),
      links: [object]
    }).document
    expect(old.links).toEqual([object])
    expect(next.links).toEqual(old.links)
    expect(next.nodes).toEqual(old.nodes)
    expect(next.state).toEqual(old.state)
  })

  it('0.4 keeps reroutes and the way of links through them in `extra`', () => {
    const { document } = prepare(
      makeDocument(nodes(), [[5, 1, 0, 2, 0, 'IMAGE']], {
        extra: {
          reroutes: [{ id: 3, pos: [10, 20], linkIds: [5] }],
          linkExtensions: [{ id: 5, parentId: 3 }]
        }
      })
    )
    expect(document.reroutes).toEqual([{ id: 3, pos: [10, 20], linkIds: [5] }])
    expect(document.links[0]!.parentId).toBe(3)
    expect(document.extra).toEqual({})
  })

  it('old files hold ids, positions and slot types in other forms', () => {
    const { document } = prepare({
      version: 0.4,
      nodes: [
        { ...nodes()[0]!, id: '1', pos: { 0: 5, 1: 6 }, size: { 0: 200, 1: 80 } },
        {
          ...nodes()[1]!,
          inputs: [{ name: 'images', type: ['a', 'b'], link: '5' }]
        }
      ],
      links: [['5', '1', '0', 2, 0, 'IMAGE']]
    })
    expect(getNode(document, 1)).toMatchObject({ pos: [5, 6], size: [200, 80] })
    expect(getNode(document, 2).inputs[0]).toMatchObject({ type: 'COMBO', link: 5 })
    expect(document.links).toEqual([object])
  })

  it('a mode that nobody knows is the ordinary one', () => {
    const read = prepare(makeDocument([makeNode(1, 'Note', { mode: 9 })])).document
    expect(read.nodes[0]!.mode).toBe(0)
  })

  it('counters never lag behind the ids in use', () => {
    const { document } = prepare(
      makeDocument(nodes(), [[5, 1, 0, 2, 0, 'IMAGE']], {
        last_node_id: 0,
        last_link_id: 0,
        groups: [{ id: 12, title: 'A', bounding: [0, 0, 10, 10] }]
      })
    )
    expect(document.state).toMatchObject({ lastNodeId: 2, lastLinkId: 5, lastGroupId: 12 })
  })

  it('a document without an id, or with the empty one, gets one', () => {
    const isUuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/) as string
    expect(prepare(makeDocument([])).document.id).toEqual(isUuid)
    const zero = makeDocument([], [], { id: '00000000-0000-0000-0000-000000000000' })
    expect(prepare(zero).document.id).not.toBe(zero.id)
    expect(prepare(makeDocument([], [], { id: 'mine' })).document.id).toBe('mine')
  })

  it('the source stays as it is', () => {
    const source = makeNested([20, 21])
    const copy = structuredClone(source)
    prepare(source)
    expect(source).toEqual(copy)
  })
})

describe('a layout made for the other renderer', () => {
  it('comes to the measure of the canvas, once', () => {
    const source = makeDocument([makeNode(1, 'Note', { pos: [110, 230], size: [240, 120] })], [], {
      extra: { workflowRendererVersion: 'Vue' },
      groups: [{ title: 'A', bounding: [-10, -10, 120, 60] }]
    })
    const { document } = prepare(source)
    expect(document.nodes[0]).toMatchObject({ pos: [90, 190], size: [200, 100] })
    expect(document.groups[0]!.bounding).toEqual([-10, -10, 100, 50])
    expect(document.extra.workflowRendererVersion).toBe('Vue-corrected')
    const again = prepare({ ...source, extra: document.extra, nodes: document.nodes })
    expect(again.document.nodes[0]).toMatchObject({ pos: [90, 190], size: [200, 100] })
  })
})

describe('hostile documents', () => {
  it('keys that change prototypes are left out', () => {
    const source = JSON.parse(
      `{"version":0.4,"links":[],"nodes":[{"id":1,"type":"Note","properties":{"__proto__":{"polluted":1},
       "constructor":{"prototype":{"polluted":1}},"kept":{"__proto__":{"polluted":1}}}}],
       "extra":{"__proto__":{"polluted":1}}}`
    ) as unknown
    const { document } = prepare(source)
    expect(JSON.stringify(document)).not.toContain('polluted')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect((document.extra as { polluted?: unknown }).polluted).toBeUndefined()
    expect(document.nodes[0]!.properties).toEqual({ kept: {} })
  })

  it('entries of the wrong kind go, the rest stays', () => {
    const { document, repairs } = prepare({
      version: 0.4,
      nodes: [null, 3, 'x', [], { type: 'Note' }, { id: 1 }, makeNode(2, 'Note')],
      links: [null, 'x', [1], {}, [1, {}, 0, 2, 0, '*']],
      groups: ['x', null, { bounding: 'wide' }],
      reroutes: [null, { pos: [0, 0] }],
      config: 'none',
      extra: [],
      definitions: { subgraphs: [null, { name: 'no id' }] }
    })
    expect(document.nodes.map(({ id }) => id)).toEqual([2])
    expect(document.links).toEqual([])
    expect(document.groups).toEqual([{ title: 'Group', bounding: [0, 0, 140, 80] }])
    expect(document.reroutes).toEqual([])
    expect(document.subgraphs).toEqual([])
    expect(repairs[0]).toBe('6 entries of the node list are no nodes and were left out.')
    expect(repairs).toContain(
      'A subgraph definition without an id, or a second one with the same id, was left out.'
    )
  })

  it('numbers that are none do not become places', () => {
    const { document } = prepare(
      makeDocument([makeNode(1, 'Note', { pos: ['x', null], size: [Infinity, 2] })])
    )
    expect(document.nodes[0]!.pos).toEqual([0, 0])
    expect(document.nodes[0]).not.toHaveProperty('size')
  })

  it('a subgraph that contains itself is opened without that node', () => {
    const source = makeNested()
    const [inside] = (source.definitions as { subgraphs: { nodes: unknown[] }[] }).subgraphs
    inside!.nodes.push(makeNode(32, SUBGRAPH_ID))
    const { document, repairs } = prepare(source)
    expect(document.subgraphs[0]!.nodes.map(({ id }) => id)).toEqual([30, 31])
    expect(repairs).toContain('The subgraph “Inside” contained itself; that node was left out.')
  })
})

describe('links', () => {
  const chain = () => [
    makeNode(1, 'EmptyImage', { outputs: { IMAGE: 'IMAGE' } }),
    makeNode(2, 'ImageInvert', { inputs: { image: 'IMAGE' }, outputs: { IMAGE: 'IMAGE' } }),
    makeNode(3, 'PreviewImage', { inputs: { images: 'IMAGE' } })
  ]
  const linksOf = (document: DocumentJson) =>
    document.links.map(({ id, origin_id, target_id, target_slot }: LinkJson) => [
      id,
      origin_id,
      target_id,
      target_slot
    ])

  it('a link that only slots name is restored, and said so', () => {
    const nodes = chain()
    const source = makeDocument(nodes, [
      [1, 1, 0, 2, 0, 'IMAGE'],
      [2, 2, 0, 3, 0, 'IMAGE']
    ])
    const { document, repairs } = prepare({ ...source, links: [[1, 1, 0, 2, 0, 'IMAGE']] })
    expect(linksOf(document)).toEqual([
      [1, 1, 2, 0],
      [2, 2, 3, 0]
    ])
    expect(repairs).toEqual([
      'Link 2 was missing from the link table and was restored from its slots.'
    ])
  })

  it('a link that only the table names is told to its slots', () => {
    const { document } = prepare({
      version: 0.4,
      nodes: chain(),
      links: [[1, 1, 0, 2, 0, 'IMAGE']]
    })
    expect(getNode(document, 1).outputs[0]!.links).toEqual([1])
    expect(getNode(document, 2).inputs[0]!.link).toBe(1)
  })

  it('links to nowhere, from nowhere and twice go, and are counted', () => {
    const { document, repairs } = prepare({
      version: 0.4,
      nodes: chain(),
      links: [
        [1, 1, 0, 2, 0, 'IMAGE'],
        [1, 1, 0, 3, 0, 'IMAGE'],
        [3, 99, 0, 3, 0, 'IMAGE'],
        [4, 1, 0, 99, 0, 'IMAGE'],
        [5, 1, 0, 3, 7, 'IMAGE']
      ]
    })
    expect(linksOf(document)).toEqual([[1, 1, 2, 0]])
    expect(repairs).toEqual([
      'Link 1 stands twice in the link table.',
      '4 broken links were removed.'
    ])
  })

  it('of two links into one input, the one the input names stays', () => {
    const nodes = chain()
    Object.assign((nodes[2]!.inputs as object[])[0]!, { link: 2 })
    const { document } = prepare({
      version: 0.4,
      nodes,
      links: [
        [1, 1, 0, 3, 0, 'IMAGE'],
        [2, 2, 0, 3, 0, 'IMAGE']
      ]
    })
    expect(linksOf(document)).toEqual([[2, 2, 3, 0]])
    expect(getNode(document, 1).outputs[0]!.links).toBeNull()
  })

  it('a link follows its input when the slot moved', () => {
    const nodes = chain()
    nodes[2]!.inputs = [
      { name: 'first', type: '*', link: null },
      { name: 'images', type: 'IMAGE', link: 1 }
    ]
    const { document } = prepare({
      version: 0.4,
      nodes,
      links: [[1, 1, 0, 3, 0, 'IMAGE']]
    })
    expect(linksOf(document)).toEqual([[1, 1, 3, 1]])
  })
})

describe('ids', () => {
  it('of two nodes with one id, the second gets a new one and keeps no links', () => {
    const nodes = [
      makeNode(1, 'EmptyImage', { outputs: { IMAGE: 'IMAGE' } }),
      makeNode(2, 'PreviewImage', { inputs: { images: 'IMAGE' } }),
      makeNode(2, 'PreviewImage', { inputs: { images: 'IMAGE' } })
    ]
    const { document, repairs } = prepare(makeDocument(nodes, [[1, 1, 0, 2, 0, 'IMAGE']]))
    expect(document.nodes.map(({ id }) => id)).toEqual([1, 2, 3])
    expect(document.nodes.map(({ inputs }) => inputs[0]?.link ?? null)).toEqual([null, 1, null])
    expect(repairs).toEqual(['Two nodes have the id 2; the second is 3 now, without links.'])
  })

  it('an inner node with an id of the root gets one of its own, with its links and promotions', () => {
    const source = makeNested([31])
    const instance = (source.nodes as NodeJson[])[0]!
    instance.properties = {
      previewExposures: [{ name: 'x', sourceNodeId: '31', sourcePreviewName: 'x' }]
    }
    const { document } = prepare(source)
    const [inside] = document.subgraphs
    expect(inside!.nodes.map(({ id }) => id)).toEqual([30, 51])
    expect(inside!.links.map(({ origin_id, target_id }) => [origin_id, target_id])).toEqual([
      [-10, 30],
      [30, 51],
      [51, -20]
    ])
    expect(document.nodes[0]!.properties.previewExposures).toEqual([
      { name: 'x', sourceNodeId: '51', sourcePreviewName: 'x' }
    ])
    expect(document.state.lastNodeId).toBe(51)
  })
})
