import type { WorkflowJson } from '@/protocol/prompt'

type Json = Record<string, unknown>
/** `[id, source, source slot, target, target slot, type]` */
type LinkRow = [number, number, number, number, number, string]

/** A node as documents hold it, with slots by name and type. */
export function makeNode(
  id: number,
  type: string,
  { inputs = {}, outputs = {}, ...rest }: NodeParts = {}
): Json {
  return {
    id,
    type,
    pos: [id * 300, 0],
    size: [210, 100],
    flags: {},
    order: 0,
    mode: 0,
    inputs: Object.entries(inputs).map(([name, slotType]) =>
      typeof slotType === 'string'
        ? { name, type: slotType, link: null }
        : { name, link: null, ...slotType }
    ),
    outputs: Object.entries(outputs).map(([name, slotType]) => ({
      name,
      type: slotType,
      links: null
    })),
    properties: {},
    ...rest
  }
}

export interface NodeParts extends Json {
  /** Type by name; an object for more than a type. */
  readonly inputs?: Readonly<Record<string, string | Json>>
  readonly outputs?: Readonly<Record<string, string>>
}

/** A document of schema 0.4; slots are told of their links. */
export function makeDocument(
  nodes: readonly Json[],
  links: readonly LinkRow[] = [],
  rest: Json = {}
): WorkflowJson {
  connect(nodes, links)
  return {
    last_node_id: Math.max(0, ...nodes.map(({ id }) => Number(id))),
    last_link_id: Math.max(0, ...links.map(([id]) => id)),
    nodes,
    links,
    groups: [],
    config: {},
    extra: {},
    version: 0.4,
    ...rest
  } as WorkflowJson
}

/** A definition of a subgraph; links from -10 come from its inputs, those to -20 go to its outputs. */
export function makeSubgraph(
  id: string,
  nodes: readonly Json[],
  links: readonly LinkRow[],
  { inputs = {}, outputs = {}, ...rest }: NodeParts = {}
): Json {
  connect(nodes, links)
  const border = (slots: Readonly<Record<string, unknown>>, prefix: string, isInput: boolean) =>
    Object.entries(slots).map(([name, type], slot) => ({
      id: `${prefix}-${slot}`,
      name,
      type,
      linkIds: links
        .filter(([, source, from, target, to]) =>
          isInput ? source === -10 && from === slot : target === -20 && to === slot
        )
        .map(([link]) => link)
    }))
  return {
    id,
    version: 1,
    revision: 0,
    name: 'Inside',
    state: {
      lastNodeId: Math.max(0, ...nodes.map((node) => Number(node.id))),
      lastLinkId: Math.max(0, ...links.map(([link]) => link)),
      lastGroupId: 0,
      lastRerouteId: 0
    },
    inputNode: { id: -10, bounding: [0, 0, 75, 100] },
    outputNode: { id: -20, bounding: [900, 0, 75, 100] },
    inputs: border(inputs, `${id}-in`, true),
    outputs: border(outputs, `${id}-out`, false),
    widgets: [],
    nodes,
    groups: [],
    links: links.map(([link, origin_id, origin_slot, target_id, target_slot, type]) => ({
      id: link,
      origin_id,
      origin_slot,
      target_id,
      target_slot,
      type
    })),
    extra: {},
    ...rest
  }
}

function connect(nodes: readonly Json[], links: readonly LinkRow[]): void {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  for (const [id, source, from, target, to] of links) {
    const output = (byId.get(source)?.outputs as Json[] | undefined)?.[from]
    if (output) output.links = [...((output.links as number[] | null) ?? []), id]
    const input = (byId.get(target)?.inputs as Json[] | undefined)?.[to]
    if (input) input.link = id
  }
}

export const SUBGRAPH_ID = '11111111-2222-4333-8444-555555555555'

/** The text-to-image graph everybody knows, with the ids of `makeManifest`. */
export function makeTextToImage(rest: Json = {}): WorkflowJson {
  const nodes = [
    makeNode(4, 'CheckpointLoaderSimple', {
      outputs: { MODEL: 'MODEL', CLIP: 'CLIP', VAE: 'VAE' },
      widgets_values: ['a.safetensors']
    }),
    makeNode(6, 'CLIPTextEncode', {
      inputs: { clip: 'CLIP' },
      outputs: { CONDITIONING: 'CONDITIONING' },
      widgets_values: ['a lighthouse']
    }),
    makeNode(7, 'CLIPTextEncode', {
      inputs: { clip: 'CLIP' },
      outputs: { CONDITIONING: 'CONDITIONING' },
      widgets_values: ['fog']
    }),
    makeNode(5, 'EmptyLatentImage', {
      outputs: { LATENT: 'LATENT' },
      widgets_values: [512, 512, 1]
    }),
    makeNode(3, 'KSampler', {
      inputs: {
        model: 'MODEL',
        positive: 'CONDITIONING',
        negative: 'CONDITIONING',
        latent_image: 'LATENT'
      },
      outputs: { LATENT: 'LATENT' },
      widgets_values: [7, 'fixed', 20, 8, 'euler', 'normal', 1]
    }),
    makeNode(8, 'VAEDecode', {
      inputs: { samples: 'LATENT', vae: 'VAE' },
      outputs: { IMAGE: 'IMAGE' }
    }),
    makeNode(9, 'SaveImage', { inputs: { images: 'IMAGE' }, widgets_values: ['ComfyUI'] })
  ]
  return makeDocument(
    nodes,
    [
      [1, 4, 0, 3, 0, 'MODEL'],
      [2, 4, 1, 6, 0, 'CLIP'],
      [3, 4, 1, 7, 0, 'CLIP'],
      [4, 6, 0, 3, 1, 'CONDITIONING'],
      [5, 7, 0, 3, 2, 'CONDITIONING'],
      [6, 5, 0, 3, 3, 'LATENT'],
      [7, 3, 0, 8, 0, 'LATENT'],
      [8, 4, 2, 8, 1, 'VAE'],
      [9, 8, 0, 9, 0, 'IMAGE']
    ],
    rest
  )
}

/** A saver at the root, fed by an instance (node 20) of a subgraph with an encoder (30) and a text inside. */
export function makeNested(instances: readonly number[] = [20], rest: Json = {}): WorkflowJson {
  const inside = makeSubgraph(
    SUBGRAPH_ID,
    [
      makeNode(30, 'EmptyImage', {
        inputs: { width: { type: 'INT', widget: { name: 'width' } } },
        outputs: { IMAGE: 'IMAGE' },
        widgets_values: [64, 64, 1, 0]
      }),
      makeNode(31, 'ImageInvert', { inputs: { image: 'IMAGE' }, outputs: { IMAGE: 'IMAGE' } })
    ],
    [
      [1, -10, 0, 30, 0, 'INT'],
      [2, 30, 0, 31, 0, 'IMAGE'],
      [3, 31, 0, -20, 0, 'IMAGE']
    ],
    { inputs: { width: 'INT' }, outputs: { IMAGE: 'IMAGE' } }
  )
  const nodes = instances.flatMap((id, index) => [
    makeNode(id, SUBGRAPH_ID, {
      inputs: { width: { type: 'INT', widget: { name: 'width' } } },
      outputs: { IMAGE: 'IMAGE' },
      widgets_values: [100 + index]
    }),
    makeNode(50 + index, 'PreviewImage', { inputs: { images: 'IMAGE' } })
  ])
  const links = instances.map((id, index): LinkRow => [index + 1, id, 0, 50 + index, 0, 'IMAGE'])
  return makeDocument(nodes, links, { definitions: { subgraphs: [inside] }, ...rest })
}
