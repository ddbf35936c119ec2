import type { INodeOutputSlot, LGraphNode } from '@comfyorg/litegraph'
import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import { getParts } from './nodeState'

interface Typed extends LGraphNode {
  readonly nodeData?: NodeDefinitionWire
}

/**
 * Gives outputs that share a type with inputs (`COMFY_MATCHTYPE_V3`) the type of what is linked there, and goes on
 * with the nodes behind whose types follow in turn. The server accepts anything; this is for the eye and for links.
 */
export function resolveMatchTypes(node: Typed, seen = new Set<LGraphNode>()): void {
  const templates = node.nodeData?.output_matchtypes
  if (!templates || seen.has(node)) return
  seen.add(node)
  templates.forEach((template, index) => {
    const output = node.outputs[index]
    if (!template || !output) return
    const type = findLinkedType(node, template)
    narrowInputs(node, template, type)
    if (output.type === (type ?? '*')) return
    output.type = type ?? '*'
    followLinks(node, output, seen)
  })
}

/** Inputs of the template take that type too, as long as something is linked to one of them. */
function narrowInputs(node: LGraphNode, template: string, type: string | number | null): void {
  for (const [name, entry] of getParts(node).slots) {
    // A template that names its types keeps them.
    if (entry.matchTemplate !== template || entry.slotType !== '*') continue
    const input = node.inputs.find((slot) => slot.name === name)
    if (input) input.type = type ?? entry.slotType
  }
}

/** The type of the first thing linked to an input of the template. */
function findLinkedType(node: LGraphNode, template: string): string | number | null {
  for (const [name, entry] of getParts(node).slots) {
    if (entry.matchTemplate !== template) continue
    const input = node.inputs.find((slot) => slot.name === name)
    const link = input?.link == null ? undefined : node.graph?._links.get(input.link)
    if (!link) continue
    const origin = node.graph?.getNodeById(link.origin_id)
    const type = origin?.outputs[link.origin_slot]?.type ?? link.type
    if (type !== '*' && type !== 0 && type !== '') return type
  }
  return null
}

function followLinks(node: LGraphNode, output: INodeOutputSlot, seen: Set<LGraphNode>): void {
  for (const id of output.links ?? []) {
    const link = node.graph?._links.get(id)
    if (!link) continue
    link.type = output.type
    const target = node.graph?.getNodeById(link.target_id)
    if (target) resolveMatchTypes(target as Typed, seen)
  }
}
