import { isRecord } from '@/protocol/guards'
import type { NodeEntry, NodeSlot } from './nodeEntry'

/** Types under which lists offer blueprints, as ComfyUI names them; no document holds such a type. */
const PREFIX = 'SubgraphBlueprint.'
const CATEGORY = 'Subgraph Blueprints'

/** A subgraph that can be added to any workflow: the user's own file, or one that the server brings along. */
export interface Blueprint {
  readonly entry: NodeEntry
  /** Path of the user's file, or the server's id. */
  readonly place: { readonly kind: 'user' | 'server'; readonly key: string }
}

/** Whether a type of the lists stands for a blueprint. */
export function isBlueprint(type: string): boolean {
  return type.startsWith(PREFIX)
}

/** Where lists show a blueprint: a category, by words that stay and by words for people. */
export interface BlueprintFolder {
  readonly name: string
  readonly label: string
}

/** A blueprint as lists show it. @param document null: not read yet */
export function makeBlueprint(
  place: Blueprint['place'],
  title: string,
  folder: BlueprintFolder,
  document: unknown = null
): Blueprint {
  const definition = findDefinition(document)
  return {
    place,
    entry: {
      type: PREFIX + place.key.replace(/\.json$/, ''),
      title,
      category: `${CATEGORY}/${folder.name}`,
      categoryLabel: folder.label,
      description: readText(definition?.description),
      inputs: readSlots(definition?.inputs),
      outputs: readSlots(definition?.outputs),
      aliases: [],
      mark: null
    }
  }
}

type Json = Readonly<Record<string, unknown>>

/** The node of a blueprint's document that stands for its subgraph: the only one, or the first. */
export function findBlueprintNode(document: unknown): Json | undefined {
  if (!isRecord(document) || !Array.isArray(document.nodes)) return undefined
  const types = new Set(listDefinitions(document).map(({ id }) => id))
  return (document.nodes as unknown[]).filter(isRecord).find(({ type }) => types.has(type))
}

/** The document with its subgraph and the node bearing the blueprint's name, whatever they were called in it. */
export function nameBlueprint<T>(document: T, name: string): T {
  const node = findBlueprintNode(document)
  if (!node || !isRecord(document)) return document
  const { nodes, definitions } = document as unknown as { nodes: unknown[]; definitions: Json }
  const subgraphs = listDefinitions(document).map((definition) =>
    definition.id === node.type ? { ...definition, name } : definition
  )
  return {
    ...document,
    nodes: nodes.map((entry) => (entry === node ? { ...node, title: name } : entry)),
    definitions: { ...definitions, subgraphs }
  }
}

function listDefinitions({ definitions }: Json): Json[] {
  const subgraphs = isRecord(definitions) ? definitions.subgraphs : null
  return Array.isArray(subgraphs) ? (subgraphs as unknown[]).filter(isRecord) : []
}

function findDefinition(document: unknown): Json | undefined {
  const node = findBlueprintNode(document)
  return node && listDefinitions(document as Json).find(({ id }) => id === node.type)
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function readSlots(value: unknown): NodeSlot[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map(({ name, label, type }) => ({
    name: readText(label) || readText(name),
    type: readText(type) || '*',
    isOptional: false
  }))
}
