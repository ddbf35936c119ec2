import { LiteGraph } from '@comfyorg/litegraph'
import type { NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ComfyNodeClass } from './createNodeClass'
import { createNodeClass, registerNodeClass } from './createNodeClass'
import { takeChoices } from './refreshChoices'

/** Called for each class before it is registered, so that node packs can patch it. */
export type BeforeRegister = (
  nodeClass: ComfyNodeClass,
  definition: NodeDefinitionWire
) => void | Promise<void>

/** Definitions whose classes stand registered, by name. */
const registered = new Map<string, NodeDefinitionWire>()

/**
 * Registers a class for each definition. One that is unchanged, but for what its lists offer, keeps its class, and with
 * it what packs patched; classes the server no longer has go.
 * @param beforeRegister a fault in it costs that class's patches, not the class
 */
export async function registerDefinitions(
  definitions: ObjectInfoWire,
  beforeRegister?: BeforeRegister
): Promise<void> {
  for (const name of registered.keys()) if (!(name in definitions)) unregister(name)
  const pending = Object.values(definitions)
    .filter((definition) => {
      const { name } = definition
      // Whoever took the class away meanwhile wants it anew.
      const known = name in LiteGraph.registered_node_types ? registered.get(name) : undefined
      return known !== definition && !(known && takeChoices(known, definition))
    })
    .map((definition) => register(definition, beforeRegister))
  await Promise.all(pending)
}

async function register(
  definition: NodeDefinitionWire,
  beforeRegister: BeforeRegister | undefined
): Promise<void> {
  const nodeClass = createNodeClass(definition)
  registered.set(definition.name, definition)
  if (beforeRegister) {
    try {
      await beforeRegister(nodeClass, definition)
    } catch (error) {
      console.error(`A node pack failed to prepare ${definition.name}.`, error)
    }
    // Definitions may have been read anew meanwhile.
    if (registered.get(definition.name) !== definition) return
  }
  registerNodeClass(nodeClass, definition)
}

function unregister(name: string): void {
  registered.delete(name)
  delete LiteGraph.registered_node_types[name]
}
