import { isRecord } from '@/protocol/guards'
import { createNodePackApi, type NodePackApi } from '../nodes/nodePackApi'
import type { NodeType } from '../nodes/nodeType'
import type { NodePackSource } from './nodePack'

/** How long a module may take to load, in ms: one that waits for ever is left out. */
const LOAD_LIMIT = 10_000

function isNodeType(value: unknown): value is NodeType {
  return isRecord(value) && isRecord(value.definition) && typeof value.definition.name === 'string'
}

function within<Value>(promise: Promise<Value>, limit: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const text = `It was not loaded within ${limit / 1000} seconds.`
    const timer = setTimeout(() => reject(new Error(text)), limit)
    void promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

async function importNodes({ name, url }: NodePackSource): Promise<readonly NodeType[]> {
  const module = (await import(/* @vite-ignore */ url)) as { default?: unknown }
  const make = module.default as ((api: NodePackApi) => unknown) | undefined
  if (typeof make !== 'function')
    throw new Error('Its default export is no function that makes nodes.')
  const nodes: unknown = await make(createNodePackApi(name))
  if (!Array.isArray(nodes) || !nodes.every(isNodeType))
    throw new Error('Its default export does not return a list of nodes made with the given tools.')
  return nodes
}

/**
 * The nodes of a pack.
 * @param limit how long it may take, in ms; a module that never gives its thread free is not noticed
 * @throws what its module threw, or what is wrong with it
 */
export async function loadPack(
  source: NodePackSource,
  limit = LOAD_LIMIT
): Promise<readonly NodeType[]> {
  return within(importNodes(source), limit)
}
