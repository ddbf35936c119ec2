import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildPack } from './buildPack'
import type { NodePackFailure, NodePackFolder } from './nodePack'

/** A pack's module, in the order in which they are looked for. */
const ENTRIES = ['index.mjs', 'index.js', 'index.ts']
/** Where packs keep example workflows (protocol.md §3.6). */
const EXAMPLES = ['example_workflows', 'example', 'examples', 'workflow', 'workflows']
const MODULE = /\.(?:mjs|js|ts)$/
/** Not packs: hidden ones, those that were switched off, and Python's leftovers. */
const IGNORED = /^[._]|\.disabled$|\.d\.ts$|^__pycache__$/

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true
}

async function findFolder(folder: string, names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    const path = join(folder, name)
    if ((await stat(path).catch(() => null))?.isDirectory()) return path
  }
  return null
}

async function findEntry(folder: string): Promise<URL | null> {
  for (const name of ENTRIES) {
    if (!(await isFile(join(folder, name)))) continue
    const path = name.endsWith('.ts') ? await buildPack(folder, name) : join(folder, name)
    return pathToFileURL(path)
  }
  return null
}

async function readFolder(name: string, folder: string): Promise<NodePackFolder> {
  const entry = await findEntry(folder)
  const web = await findFolder(folder, ['web'])
  if (!entry && !web)
    throw new Error('It has neither an index.js, index.mjs or index.ts nor a web folder.')
  const examples = await findFolder(folder, EXAMPLES)
  const locales = await findFolder(folder, ['locales'])
  return { name, entry, web, examples, locales, subgraphs: await findFolder(folder, ['subgraphs']) }
}

async function readPack(root: string, item: Dirent): Promise<NodePackFolder> {
  const path = join(root, item.name)
  // A link to a pack that lies elsewhere is as good as the pack.
  if ((await stat(path)).isDirectory()) return readFolder(item.name, path)
  if (item.name.endsWith('.ts')) throw new Error('A pack in TypeScript needs a folder of its own.')
  const { name } = parse(item.name)
  const none = { web: null, examples: null, locales: null, subgraphs: null }
  return { name, entry: pathToFileURL(path), ...none }
}

async function isPack(root: string, item: Dirent): Promise<boolean> {
  if (IGNORED.test(item.name)) return false
  if (item.isFile()) return MODULE.test(item.name)
  return item.isDirectory() || (await stat(join(root, item.name)).catch(() => null)) !== null
}

export interface FoundPacks {
  readonly packs: readonly NodePackFolder[]
  readonly failures: readonly NodePackFailure[]
}

/**
 * The packs in a folder, in order of their names; none when there is no such folder. Packs in TypeScript are built.
 *
 * @param root absolute path of `custom_nodes`
 */
export async function findPacks(root: string): Promise<FoundPacks> {
  const items = await readdir(root, { withFileTypes: true }).catch((): Dirent[] => [])
  const packs: NodePackFolder[] = []
  const failures: NodePackFailure[] = []
  for (const item of items.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    try {
      if (await isPack(root, item)) packs.push(await readPack(root, item))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      failures.push({ name: item.name, reason })
    }
  }
  return { packs, failures }
}
