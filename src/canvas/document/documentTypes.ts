/**
 * A workflow document while it is being prepared for a live graph: schema 1 inside (links and reroutes as objects),
 * whatever was read, every field of the right kind (protocol.md §5.2).
 */
export type JsonObject = Record<string, unknown>
export type SerialisedNodeId = number | string
export type SlotTypeJson = string | number

export interface SlotJson extends JsonObject {
  name: string
  type: SlotTypeJson
  label?: string
  localized_name?: string
  shape?: number
}

export interface InputJson extends SlotJson {
  link: number | null
  widget?: { name: string }
}

export interface OutputJson extends SlotJson {
  links: number[] | null
}

export interface NodeJson extends JsonObject {
  id: SerialisedNodeId
  type: string
  pos: [number, number]
  size?: [number, number]
  flags: JsonObject
  order: number
  mode: number
  inputs: InputJson[]
  outputs: OutputJson[]
  properties: JsonObject
  title?: string
  /** By position; a missing entry leaves the widget's own value. Some packs write an object keyed by name. */
  widgets_values?: unknown[] | JsonObject
  widgets_values_named?: JsonObject
}

export interface LinkJson {
  id: number
  origin_id: SerialisedNodeId
  origin_slot: number
  target_id: SerialisedNodeId
  target_slot: number
  type: SlotTypeJson
  /** The last reroute on the way to the input. */
  parentId?: number
}

export interface RerouteJson extends JsonObject {
  id: number
  parentId?: number
  pos: [number, number]
  linkIds: number[]
}

export interface GroupJson extends JsonObject {
  title: string
  bounding: [number, number, number, number]
}

export interface GraphStateJson {
  lastGroupId: number
  lastNodeId: number
  lastLinkId: number
  lastRerouteId: number
}

export interface GraphJson {
  id: string
  revision: number
  state: GraphStateJson
  nodes: NodeJson[]
  links: LinkJson[]
  floatingLinks: LinkJson[]
  reroutes: RerouteJson[]
  groups: GroupJson[]
  config: JsonObject
  extra: JsonObject
}

/** A slot on a subgraph's border. */
export interface BorderSlotJson extends JsonObject {
  id: string
  name: string
  type: string
  linkIds: number[]
  pos?: [number, number]
  label?: string
  localized_name?: string
}

export interface SubgraphJson extends GraphJson {
  name: string
  inputNode: JsonObject
  outputNode: JsonObject
  inputs: BorderSlotJson[]
  outputs: BorderSlotJson[]
  widgets: unknown[]
  /** What else the definition carries (`description`, `category`, ...). */
  rest: JsonObject
}

export interface DocumentJson extends GraphJson {
  subgraphs: SubgraphJson[]
}

/** Node ids by which links name a subgraph's border. */
export const BORDER_INPUT = -10
export const BORDER_OUTPUT = -20

/** Collects what was found amiss and mended, in words for people. */
export interface RepairLog {
  add(repair: string): void
}
