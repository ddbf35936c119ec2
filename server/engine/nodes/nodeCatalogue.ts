import type { NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { EngineFolders } from '../engine'
import { BUILTIN_NODES } from './builtinNodes'
import { createNodePackApi, type NodePackApi } from './nodePackApi'
import type { NodeType } from './nodeType'

/** All node classes by name. */
export type NodeCatalogue = ReadonlyMap<string, NodeType>

/** What a module of further nodes exports by default. */
type NodePack = (api: NodePackApi) => readonly NodeType[]

async function loadPack(url: string): Promise<readonly NodeType[]> {
  const module = (await import(/* @vite-ignore */ url)) as { default: NodePack }
  return module.default(createNodePackApi())
}

/**
 * The built-in nodes and those of further modules; a later class replaces an earlier one of the same name.
 *
 * @param modules addresses of ES modules whose default export makes nodes
 */
export async function loadCatalogue(modules: readonly string[]): Promise<NodeCatalogue> {
  const packs = await Promise.all(modules.map(loadPack))
  return new Map([...BUILTIN_NODES, ...packs.flat()].map((type) => [type.definition.name, type]))
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
