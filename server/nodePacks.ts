import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from './base/log'
import { findPacks } from './engine/packs/findPacks'
import type { NodePackFailure, NodePackFolder, NodePackSource } from './engine/packs/nodePack'
import type { StaticMount } from './http/frontEnd'
import type { PackSubgraph } from './http/routes/subgraphRoutes'
import { readPackWords } from './packWords'

/** What the parts of the server need of the packs in the data folder. */
export interface NodePacks {
  /** For the engine. */
  readonly sources: readonly NodePackSource[]
  /** Scripts for the page, and example workflows. */
  readonly mounts: readonly StaticMount[]
  /** Names of example workflows by pack (protocol.md §3.6). */
  readonly workflowTemplates: Readonly<Record<string, readonly string[]>>
  /** Packs' translations by language (protocol.md §3.6). */
  readonly words: Readonly<Record<string, unknown>>
  readonly subgraphs: readonly PackSubgraph[]
  readonly reportFailure: (failure: NodePackFailure) => void
}

function createMounts({ name, web, examples }: NodePackFolder): StaticMount[] {
  return [
    ...(web ? [{ prefix: `/extensions/${name}/`, folder: web }] : []),
    ...(examples ? [{ prefix: `/api/workflow_templates/${name}/`, folder: examples }] : [])
  ]
}

/** Names of the workflows in a folder, without their suffix. */
async function listWorkflows(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => [])
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .toSorted()
}

async function listSubgraphs({ name: pack, subgraphs }: NodePackFolder): Promise<PackSubgraph[]> {
  const names = subgraphs ? await listWorkflows(subgraphs) : []
  return names.map((name) => {
    const id = createHash('sha256').update(`${pack}/${name}`).digest('hex')
    return { id, name, pack, path: join(subgraphs ?? '', `${name}.json`) }
  })
}

/** Looks for packs in `<data>/custom_nodes`; what can't be used is reported and left out. */
export async function prepareNodePacks(data: string, log: Log): Promise<NodePacks> {
  const { packs, failures } = await findPacks(join(data, 'custom_nodes'))
  const reportFailure = ({ name, reason }: NodePackFailure) =>
    log.warn('node pack left out', { pack: name, reason })
  for (const failure of failures) reportFailure(failure)
  const examples = await Promise.all(
    packs.flatMap(({ name, examples: folder }) =>
      folder ? [listWorkflows(folder).then((names) => [name, names] as const)] : []
    )
  )
  return {
    sources: packs.flatMap(({ name, entry }) => (entry ? [{ name, url: entry.href }] : [])),
    mounts: packs.flatMap(createMounts),
    workflowTemplates: Object.fromEntries(examples),
    words: await readPackWords(packs, ({ name, reason }) =>
      log.warn('translation of a node pack left out', { pack: name, reason })
    ),
    subgraphs: (await Promise.all(packs.map(listSubgraphs))).flat(),
    reportFailure
  }
}
