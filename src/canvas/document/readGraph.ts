import { t } from '@/i18n/translate'
import {
  isObject,
  toInteger,
  toList,
  toNumber,
  toObject,
  toPair,
  toSlotType,
  toText
} from './coerce'
import type {
  GraphJson,
  GraphStateJson,
  GroupJson,
  JsonObject,
  LinkJson,
  RepairLog,
  RerouteJson
} from './documentTypes'
import { readNode, readNodeId } from './readNode'

/** Reads a graph of either schema, without its id, into schema 1. */
export function readGraph(source: JsonObject, log: RepairLog): Omit<GraphJson, 'id'> {
  const extra = toObject(source.extra)
  const nodes = toList(source.nodes).map(readNode)
  const lost = nodes.filter((node) => node === null).length
  if (lost > 0) log.add(t('documents.noNodes', { count: lost }))
  const links = toList(source.links)
    .map(readLink)
    .filter((link) => link !== null)
  readLinkParents(links, extra)
  const reroutes = [...toList(source.reroutes), ...toList(extra.reroutes)]
  delete extra.reroutes
  delete extra.linkExtensions
  return {
    revision: toNumber(source.revision, 0),
    state: readState(source),
    nodes: nodes.filter((node) => node !== null),
    links,
    floatingLinks: toList(source.floatingLinks)
      .map(readLink)
      .filter((link) => link !== null),
    reroutes: reroutes.map(readReroute).filter((reroute) => reroute !== null),
    groups: toList(source.groups)
      .map(readGroup)
      .filter((group) => group !== null),
    config: toObject(source.config),
    extra
  }
}

function readState(source: JsonObject): GraphStateJson {
  const state = isObject(source.state) ? source.state : {}
  return {
    lastGroupId: toInteger(state.lastGroupId) ?? 0,
    lastNodeId: toInteger(state.lastNodeId ?? source.last_node_id) ?? 0,
    lastLinkId: toInteger(state.lastLinkId ?? source.last_link_id) ?? 0,
    lastRerouteId: toInteger(state.lastRerouteId) ?? 0
  }
}

/** `[id, source, slot, target, slot, type]` of schema 0.4, or the object of schema 1. */
function readLink(value: unknown): LinkJson | null {
  const [id, origin, originSlot, target, targetSlot, type] = Array.isArray(value)
    ? value
    : isObject(value)
      ? [
          value.id,
          value.origin_id,
          value.origin_slot,
          value.target_id,
          value.target_slot,
          value.type
        ]
      : []
  const link = {
    id: toInteger(id),
    origin_id: readNodeId(origin),
    origin_slot: toInteger(originSlot),
    target_id: readNodeId(target),
    target_slot: toInteger(targetSlot),
    type: toSlotType(type)
  }
  if (Object.values(link).includes(null)) return null
  const parentId = isObject(value) ? toInteger(value.parentId) : null
  return (parentId === null ? link : { ...link, parentId }) as LinkJson
}

function readLinkParents(links: readonly LinkJson[], extra: JsonObject): void {
  const extensions = toList(extra.linkExtensions)
  if (extensions.length === 0) return
  const byId = new Map(links.map((link) => [link.id, link]))
  for (const extension of extensions) {
    if (!isObject(extension)) continue
    const link = byId.get(toInteger(extension.id) ?? Number.NaN)
    const parentId = toInteger(extension.parentId)
    if (link && parentId !== null) link.parentId = parentId
  }
}

function readReroute(value: unknown): RerouteJson | null {
  if (!isObject(value)) return null
  const id = toInteger(value.id)
  if (id === null) return null
  const parentId = toInteger(value.parentId)
  return {
    id,
    ...(parentId !== null && { parentId }),
    pos: toPair(value.pos) ?? [0, 0],
    linkIds: toList(value.linkIds)
      .map(toInteger)
      .filter((link) => link !== null),
    ...(isObject(value.floating) && { floating: toObject(value.floating) })
  }
}

function readGroup(value: unknown): GroupJson | null {
  if (!isObject(value)) return null
  const bounding = toList(value.bounding).map((number) => toNumber(number, 0))
  const [x = 0, y = 0, width = 140, height = 80] = bounding
  const id = toInteger(value.id)
  const group: GroupJson = { title: toText(value.title, 'Group'), bounding: [x, y, width, height] }
  if (id !== null) group.id = id
  if (typeof value.color === 'string') group.color = value.color
  if (typeof value.font_size === 'number') group.font_size = value.font_size
  if (isObject(value.flags)) group.flags = toObject(value.flags)
  return group
}
