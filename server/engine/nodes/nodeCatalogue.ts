import type { NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { EngineFolders } from '../engine'
import { BUILTIN_NODES } from './builtinNodes'
import { loadPack } from '../packs/loadPack'
import type { NodePackFailure, NodePackSource } from '../packs/nodePack'
import type { NodeType } from './nodeType'

/** All node classes by name. */
export type NodeCatalogue = ReadonlyMap<string, NodeType>

/** The classes, and the packs that could not be loaded. */
export interface LoadedCatalogue {
  readonly types: NodeCatalogue
  readonly failures: readonly NodePackFailure[]
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error))

/**
 * The built-in nodes and those of packs. A pack that throws is left out. No pack can replace a built-in node; of two
 * packs with a class of the same name the later one wins, as in ComfyUI.
 */
export async function loadCatalogue(packs: readonly NodePackSource[]): Promise<LoadedCatalogue> {
  const builtin = new Map(BUILTIN_NODES.map((type) => [type.definition.name, type]))
  const types = new Map(builtin)
  const failures: NodePackFailure[] = []
  const loads = await Promise.allSettled(packs.map((pack) => loadPack(pack)))
  for (const [index, load] of loads.entries()) {
    const { name } = packs[index]!
    if (load.status === 'rejected') {
      failures.push({ name, reason: describe(load.reason) })
      continue
    }
    for (const type of load.value) {
      const className = type.definition.name
      if (builtin.has(className))
        failures.push({ name, reason: `Its node ${className} has the name of a built-in one.` })
      else types.set(className, type)
    }
  }
  return { types, failures }
}

/** A spec with another list of options, in either wire form. */
function withOptions(
  spec: readonly [type: unknown, options?: Readonly<Record<string, unknown>>],
  list: readonly string[]
): [type: string | readonly string[], options?: Readonly<Record<string, unknown>>] {
  const [type, options] = spec
  if (typeof type === 'string') return [type, { ...options, options: list }]
  return options ? [list, options] : [list]
}

async function readDefinition(type: NodeType, folders: EngineFolders): Promise<NodeDefinitionWire> {
  const { definition } = type
  if (!type.readOptions) return definition
  const lists = await type.readOptions(folders)
  const required = { ...definition.input?.required }
  for (const [name, list] of Object.entries(lists)) {
    const spec = required[name]
    if (spec) required[name] = withOptions(spec, list)
  }
  return { ...definition, input: { ...definition.input, required } }
}

/** Definitions as `object_info` gives them. A class whose lists can't be read is left out. */
export async function readObjectInfo(
  catalogue: NodeCatalogue,
  folders: EngineFolders
): Promise<ObjectInfoWire> {
  const reads = [...catalogue].map(async ([name, type]) => {
    const definition = await readDefinition(type, folders)
    return [name, definition] as const
  })
  const settled = await Promise.allSettled(reads)
  return Object.fromEntries(
    settled.flatMap((read) => (read.status === 'fulfilled' ? [read.value] : []))
  )
}
