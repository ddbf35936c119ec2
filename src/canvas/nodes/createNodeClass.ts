import { LiteGraph } from '@comfyorg/litegraph'
import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import { ComfyNode } from './comfyNode'

/** A class of nodes, as node packs see it in `beforeRegisterNodeDef`: a class of its own to patch. */
export type ComfyNodeClass = typeof ComfyNode & { title: string; category: string }

/** Makes the class of a definition. `comfyClass` is there from the start, as packs expect it before registration. */
export function createNodeClass(definition: NodeDefinitionWire): ComfyNodeClass {
  const nodeClass = class extends ComfyNode {
    static override nodeData = definition
    static override comfyClass = definition.name
  } as unknown as ComfyNodeClass
  nodeClass.prototype.comfyClass = definition.name
  applyTitle(nodeClass, definition)
  return nodeClass
}

/** Puts a class into LiteGraph's global list; its title and category are set anew, since registering changes them. */
export function registerNodeClass(nodeClass: ComfyNodeClass, definition: NodeDefinitionWire): void {
  LiteGraph.registerNodeType(definition.name, nodeClass)
  applyTitle(nodeClass, definition)
}

function applyTitle(nodeClass: ComfyNodeClass, definition: NodeDefinitionWire): void {
  nodeClass.title = definition.display_name || definition.name
  nodeClass.category = definition.category ?? ''
}
