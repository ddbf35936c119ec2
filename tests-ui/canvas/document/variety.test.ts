import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import { makeDocument, makeNode, makeSubgraph } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'
import { compileTwice } from '../../harness/compileTwice'

let harness: RoomHarness
beforeAll(async () => {
  harness = await createRoomHarness({ isMounted: false })
})
afterAll(() => harness.dispose())

const compile = (document: WorkflowJson) => compileTwice(harness, document)

const inputsOf = (prompt: ApiPrompt, id: string | number) => prompt[id]?.inputs
const image = (id: number, rest: object = {}) =>
  makeNode(id, 'EmptyImage', {
    outputs: { IMAGE: 'IMAGE' },
    widgets_values: [64, 48, 1, 0],
    ...rest
  })
const invert = (id: number, rest: object = {}) =>
  makeNode(id, 'ImageInvert', { inputs: { image: 'IMAGE' }, outputs: { IMAGE: 'IMAGE' }, ...rest })
const preview = (id: number) => makeNode(id, 'PreviewImage', { inputs: { images: 'IMAGE' } })
const reroute = (id: number, rest: object = {}) =>
  makeNode(id, 'Reroute', { inputs: { '': '*' }, outputs: { '': '*' }, ...rest })

describe('chains', () => {
  it('of reroutes lead through bypassed nodes to the source', async () => {
    const prompt = await compile(
      makeDocument(
        [image(1), reroute(2), invert(3, { mode: 4 }), reroute(4), reroute(5), preview(6)],
        [
          [1, 1, 0, 2, 0, 'IMAGE'],
          [2, 2, 0, 3, 0, 'IMAGE'],
          [3, 3, 0, 4, 0, 'IMAGE'],
          [4, 4, 0, 5, 0, 'IMAGE'],
          [5, 5, 0, 6, 0, 'IMAGE']
        ]
      )
    )
    expect(Object.keys(prompt)).toEqual(['1', '6'])
    expect(inputsOf(prompt, 6)).toEqual({ images: ['1', 0] })
  })

  it('of reroutes behind a muted node lead nowhere', async () => {
    const prompt = await compile(
      makeDocument(
        [image(1, { mode: 2 }), reroute(2), invert(3, { mode: 4 }), reroute(4), preview(6)],
        [
          [1, 1, 0, 2, 0, 'IMAGE'],
          [2, 2, 0, 3, 0, 'IMAGE'],
          [3, 3, 0, 4, 0, 'IMAGE'],
          [4, 4, 0, 6, 0, 'IMAGE']
        ]
      )
    )
    expect(prompt).toMatchObject({ 6: { inputs: {} } })
    expect(Object.keys(prompt)).toEqual(['6'])
  })

  it('of reroutes in a circle end', async () => {
    const prompt = await compile(
      makeDocument(
        [reroute(1), reroute(2), preview(3)],
        [
          [1, 1, 0, 2, 0, '*'],
          [2, 2, 0, 1, 0, '*'],
          [3, 2, 0, 3, 0, '*']
        ]
      )
    )
    expect(inputsOf(prompt, 3)).toEqual({})
  })
})

describe('primitives', () => {
  const target = (id: number) =>
    makeNode(id, 'EmptyImage', {
      inputs: {
        width: { type: 'INT', widget: { name: 'width' } },
        height: { type: 'INT', widget: { name: 'height' } }
      },
      outputs: { IMAGE: 'IMAGE' },
      widgets_values: [64, 48, 1, 0]
    })
  const primitive = (id: number, values: unknown[], rest: object = {}) =>
    makeNode(id, 'PrimitiveNode', { outputs: { INT: 'INT' }, widgets_values: values, ...rest })

  it('feed several inputs of several nodes', async () => {
    const prompt = await compile(
      makeDocument(
        [primitive(1, [320, 'fixed']), target(2), target(3)],
        [
          [1, 1, 0, 2, 0, 'INT'],
          [2, 1, 0, 2, 1, 'INT'],
          [3, 1, 0, 3, 1, 'INT']
        ]
      )
    )
    expect(inputsOf(prompt, 2)).toMatchObject({ width: 320, height: 320 })
    expect(inputsOf(prompt, 3)).toMatchObject({ width: 64, height: 320 })
  })

  it('behind a reroute have no effect', async () => {
    const prompt = await compile(
      makeDocument(
        [primitive(1, [320, 'fixed']), reroute(2), target(3)],
        [
          [1, 1, 0, 2, 0, 'INT'],
          [2, 2, 0, 3, 0, 'INT']
        ]
      )
    )
    expect(inputsOf(prompt, 3)).toMatchObject({ width: 64, height: 48 })
  })
})

describe('values', () => {
  it('keyed by name are read by name, and what nobody knows is left out', async () => {
    const prompt = await compile(
      makeDocument([
        image(1, { widgets_values: { height: 99, width: 77, videopreview: { hidden: false } } })
      ])
    )
    expect(inputsOf(prompt, 1)).toMatchObject({ width: 77, height: 99, batch_size: 1 })
  })

  it('of a seed have their step after them, whatever it is called', async () => {
    const sampler = (id: number, type: string, values: unknown[]) =>
      makeNode(id, type, { outputs: { LATENT: 'LATENT' }, widgets_values: values })
    const prompt = await compile(
      makeDocument([
        sampler(1, 'KSampler', [5, 'increment', 21, 7.5, 'heun', 'karras', 0.5]),
        sampler(2, 'KSampler', [5, true, 22, 7.5, 'heun', 'karras', 0.5])
      ])
    )
    expect(inputsOf(prompt, 1)).toEqual({
      seed: 5,
      steps: 21,
      cfg: 7.5,
      sampler_name: 'heun',
      scheduler: 'karras',
      denoise: 0.5
    })
    expect(inputsOf(prompt, 2)).toMatchObject({ seed: 5, steps: 22, sampler_name: 'heun' })
  })

  it('that are missing are the widgets’ own', async () => {
    const bare = { id: 1, type: 'EmptyImage', pos: { 0: 10, 1: 20 }, size: { 0: 200, 1: 90 } }
    const prompt = await compile({ nodes: [bare], links: [], version: 0.4 })
    expect(inputsOf(prompt, 1)).toMatchObject({ width: 512, height: 512, batch_size: 1 })
  })
})

describe('old and new forms', () => {
  it('links may lack their type, or be objects, or stand in both places', async () => {
    const nodes = () => [image(1), invert(2), preview(3)]
    const document = makeDocument(nodes(), [
      [1, 1, 0, 2, 0, 'IMAGE'],
      [2, 2, 0, 3, 0, 'IMAGE']
    ])
    const short = structuredClone(document) as { links: unknown[][] }
    short.links = short.links.map((link) => link.slice(0, 5))
    const objects = structuredClone(document) as { links: unknown }
    objects.links = (document.links as unknown[][]).map(
      ([id, origin_id, origin_slot, target_id, target_slot, type]) => ({
        id,
        origin_id,
        origin_slot,
        target_id,
        target_slot,
        type
      })
    )
    const wanted = await compile(document)
    expect(inputsOf(wanted, 3)).toEqual({ images: ['2', 0] })
    expect(await compile(short as unknown as WorkflowJson)).toEqual(wanted)
    expect(await compile(objects as unknown as WorkflowJson)).toEqual(wanted)
  })

  it('schema 1 is the same document', async () => {
    const prompt = await compile({
      id: '9c0f7b35-9d3c-4f0e-9f6b-2ad1f6e0d5aa',
      revision: 0,
      version: 1,
      state: { lastGroupId: 0, lastNodeId: 3, lastLinkId: 2, lastRerouteId: 1 },
      nodes: [
        { ...image(1), outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [1] }] },
        { ...preview(3), inputs: [{ name: 'images', type: 'IMAGE', link: 1 }] }
      ],
      links: [
        {
          id: 1,
          origin_id: 1,
          origin_slot: 0,
          target_id: 3,
          target_slot: 0,
          type: 'IMAGE',
          parentId: 1
        }
      ],
      reroutes: [{ id: 1, pos: [200, 50], linkIds: [1] }],
      floatingLinks: [],
      groups: [],
      extra: {}
    })
    expect(inputsOf(prompt, 3)).toEqual({ images: ['1', 0] })
  })
})

describe('promoted widgets', () => {
  const INNER = '11111111-2222-4333-8444-666666666666'
  const OUTER = '11111111-2222-4333-8444-777777777777'
  const widget = (name: string) => ({ type: 'INT', widget: { name } })
  const definitions = () => ({
    subgraphs: [
      makeSubgraph(
        OUTER,
        [
          makeNode(20, INNER, {
            inputs: { width: widget('width') },
            outputs: { IMAGE: 'IMAGE' },
            widgets_values: [11]
          })
        ],
        [
          [1, -10, 0, 20, 0, 'INT'],
          [2, 20, 0, -20, 0, 'IMAGE']
        ],
        { inputs: { width: 'INT' }, outputs: { IMAGE: 'IMAGE' } }
      ),
      makeSubgraph(
        INNER,
        [
          makeNode(30, 'EmptyImage', {
            inputs: { width: widget('width') },
            outputs: { IMAGE: 'IMAGE' },
            widgets_values: [7, 48, 1, 0]
          })
        ],
        [
          [1, -10, 0, 30, 0, 'INT'],
          [2, 30, 0, -20, 0, 'IMAGE']
        ],
        { inputs: { width: 'INT' }, outputs: { IMAGE: 'IMAGE' } }
      )
    ]
  })
  const instance = (id: number, values?: unknown[]) =>
    makeNode(id, OUTER, {
      inputs: { width: widget('width') },
      outputs: { IMAGE: 'IMAGE' },
      ...(values && { widgets_values: values })
    })

  it('through two borders have a value for each instance', async () => {
    const prompt = await compile(
      makeDocument(
        [instance(1, [100]), instance(2, [200]), instance(3), preview(4), preview(5), preview(6)],
        [
          [1, 1, 0, 4, 0, 'IMAGE'],
          [2, 2, 0, 5, 0, 'IMAGE'],
          [3, 3, 0, 6, 0, 'IMAGE']
        ],
        { definitions: definitions() }
      )
    )
    const widths = Object.entries(prompt)
      .filter(([, { class_type }]) => class_type === 'EmptyImage')
      .map(([id, { inputs }]) => [id.split(':')[0], inputs.width])
    expect(widths.slice(0, 2)).toEqual([
      ['1', 100],
      ['2', 200]
    ])
    expect(widths).toHaveLength(3)
    expect([11, 7]).toContain(widths[2]![1])
  })

  it('fed by a link take that, through a bypassed node and a reroute too', async () => {
    const prompt = await compile(
      makeDocument(
        [
          makeNode(8, 'PrimitiveInt', { outputs: { INT: 'INT' }, widgets_values: [640, 'fixed'] }),
          reroute(9),
          instance(1, [100]),
          preview(4)
        ],
        [
          [1, 8, 0, 9, 0, 'INT'],
          [2, 9, 0, 1, 0, 'INT'],
          [3, 1, 0, 4, 0, 'IMAGE']
        ],
        { definitions: definitions() }
      )
    )
    const made = Object.values(prompt).find(({ class_type }) => class_type === 'EmptyImage')
    expect(made?.inputs.width).toEqual(['8', 0])
  })
})

describe('names that every object has', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s as id, type or slot harms nothing',
    async (name) => {
      const prompt = await compile(
        makeDocument([
          image(1),
          { ...image(2), id: name },
          { ...image(3), type: name },
          makeNode(4, 'ImageInvert', { inputs: { image: 'IMAGE' }, outputs: { [name]: name } })
        ])
      )
      expect(inputsOf(prompt, 1)).toMatchObject({ width: 64 })
      expect(inputsOf(prompt, 4)).toEqual({})
      expect(({} as Record<string, unknown>).order).toBeUndefined()
    }
  )
})
