import type { LGraphNode } from '@comfyorg/litegraph'
import type { MissingNodeType } from '@/composables/canvas/canvasMissing'
import type { NodeReplacements } from '@/domain/nodeReplacement'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { getNodeLocator } from '../graph/findNode'
import { MissingNode } from '../nodes/missingNode'

/** The types among the nodes that nobody defines, the most frequent first. */
export function listMissingTypes(
  nodes: readonly LGraphNode[],
  definitions: ObjectInfoWire,
  replacements: NodeReplacements
): MissingNodeType[] {
  const byType = new Map<string, MissingNode[]>()
  for (const node of nodes)
    if (node instanceof MissingNode) byType.set(node.type, [...(byType.get(node.type) ?? []), node])
  return [...byType]
    .map(([type, found]) => ({
      type,
      title: findTitle(found),
      pack: findPack(found),
      nodes: found.flatMap((node) => getNodeLocator(node) ?? []),
      replacement: findReplacementTitle(type, definitions, replacements)
    }))
    .sort((a, b) => b.nodes.length - a.nodes.length || a.type.localeCompare(b.type))
}

/** The first of a type's replacements that the server has. */
export function findReplacement(
  type: string,
  definitions: ObjectInfoWire,
  replacements: NodeReplacements
) {
  const list = Object.hasOwn(replacements, type) ? replacements[type] : undefined
  return list?.find(({ newType }) => Object.hasOwn(definitions, newType)) ?? null
}

function findReplacementTitle(
  type: string,
  definitions: ObjectInfoWire,
  replacements: NodeReplacements
): MissingNodeType['replacement'] {
  const found = findReplacement(type, definitions, replacements)
  if (!found) return null
  return { type: found.newType, title: definitions[found.newType]?.display_name || found.newType }
}

function findTitle(nodes: readonly MissingNode[]): string | null {
  return nodes.find(({ title, type }) => title && title !== type)?.title ?? null
}

/** ComfyUI and its manager note the pack among a node's properties. */
function findPack(nodes: readonly MissingNode[]): string | null {
  for (const { properties } of nodes)
    for (const key of ['cnr_id', 'aux_id']) {
      const value = properties[key]
      if (typeof value === 'string' && value !== '') return value
    }
  return null
}
