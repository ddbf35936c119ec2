import { mintUuid } from '@/domain/uuid'
import { t } from '@/i18n/translate'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { copyJson, isObject, toInteger } from './coerce'
import type {
  DocumentJson,
  InputJson,
  JsonObject,
  LinkJson,
  NodeJson,
  RepairLog
} from './documentTypes'
import { arrangeInLayers } from './layers'

/** A prompt in API format as a graph: one node each, links where it has links, in layers from left to right. */
export function buildFromPrompt(
  prompt: JsonObject,
  definitions: ObjectInfoWire,
  log: RepairLog
): DocumentJson {
  const ids = mapIds(Object.keys(prompt))
  const links: LinkJson[] = []
  const nodes = Object.entries(prompt).map(([key, value]) =>
    makeNode(ids.get(key)!, value as JsonObject, { ids, links, prompt, definitions })
  )
  if (nodes.some(({ type }) => type === '')) log.add(t('documents.namelessClasses'))
  arrangeInLayers(nodes, links, definitions)
  const lastNodeId = Math.max(0, ...ids.values())
  return {
    id: mintUuid(),
    revision: 0,
    state: { lastGroupId: 0, lastNodeId, lastLinkId: links.length, lastRerouteId: 0 },
    nodes,
    links,
    floatingLinks: [],
    reroutes: [],
    groups: [],
    config: {},
    extra: {},
    subgraphs: []
  }
}

/** Whole numbers keep their id; paths of flattened subgraphs (`8:7`) and names get new ones. */
function mapIds(keys: readonly string[]): Map<string, number> {
  const ids = new Map<string, number>()
  for (const key of keys) {
    const id = toInteger(key)
    if (id !== null && id >= 0 && String(id) === key) ids.set(key, id)
  }
  let last = Math.max(0, ...ids.values())
  for (const key of keys) if (!ids.has(key)) ids.set(key, ++last)
  return ids
}

interface Building {
  readonly ids: ReadonlyMap<string, number>
  readonly links: LinkJson[]
  readonly prompt: JsonObject
  readonly definitions: ObjectInfoWire
}

function makeNode(id: number, value: JsonObject, building: Building): NodeJson {
  const type = typeof value.class_type === 'string' ? value.class_type : ''
  const title = isObject(value._meta) ? value._meta.title : undefined
  const definition = building.definitions[type]
  const isOwnTitle = typeof title === 'string' && title !== (definition?.display_name || type)
  const named: JsonObject = {}
  const inputs: InputJson[] = []
  for (const [name, given] of Object.entries(value.inputs as JsonObject)) {
    const source = readLink(given, building)
    if (!source) named[name] = unwrap(given)
    else inputs.push(makeInput(name, { id, slot: inputs.length }, source, building))
  }
  return {
    id,
    type,
    pos: [0, 0],
    flags: {},
    order: 0,
    mode: 0,
    inputs,
    outputs: [],
    properties: {},
    widgets_values_named: named,
    ...(isOwnTitle && { title })
  }
}

/** An array is a link when it names a node of the prompt; others are values that older tools left unwrapped. */
function readLink(
  value: unknown,
  { prompt }: Building
): { readonly key: string; readonly slot: number } | null {
  if (!Array.isArray(value) || value.length !== 2 || typeof value[1] !== 'number') return null
  const key = String(value[0])
  return Object.hasOwn(prompt, key) ? { key, slot: value[1] } : null
}

function unwrap(value: unknown): unknown {
  return copyJson(isObject(value) && '__value__' in value ? value.__value__ : value)
}

function makeInput(
  name: string,
  target: { readonly id: number; readonly slot: number },
  source: { readonly key: string; readonly slot: number },
  { ids, links, prompt, definitions }: Building
): InputJson {
  const origin = prompt[source.key] as JsonObject
  const output = definitions[String(origin.class_type)]?.output?.[source.slot]
  const type = typeof output === 'string' ? output : Array.isArray(output) ? 'COMBO' : '*'
  const link = links.length + 1
  links.push({
    id: link,
    origin_id: ids.get(source.key)!,
    origin_slot: source.slot,
    target_id: target.id,
    target_slot: target.slot,
    type
  })
  return { name, type, link }
}
