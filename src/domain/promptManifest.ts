import { findPromptNode, getEnclosingExecutionIds } from './executionId'
import type { ExecutionId, NodeLocatorId } from './ids'
import { toExecutionId, toNodeLocatorId } from './ids'

/** What is remembered of one node of a submitted prompt. */
export interface ManifestNode {
  readonly executionId: ExecutionId
  /** Where the node stands in the document that was submitted. */
  readonly locatorId: NodeLocatorId
  /** Locators of the subgraph instances around it, outermost first. */
  readonly enclosingLocatorIds: readonly NodeLocatorId[]
  readonly classType: string
  readonly title: string
  /** False when no output needs the node, so that the server never runs it. */
  readonly needed: boolean
  /** True for a node that the server tells the result of; absent where nobody knows. */
  readonly isOutput?: boolean
}

/**
 * A prompt's own node set, taken at submission. Events of the prompt are understood with it alone,
 * never with the graph that happens to be visible.
 */
export interface PromptManifest {
  readonly nodes: ReadonlyMap<ExecutionId, ManifestNode>
  /** Nodes that will run or be cached; progress is counted over these. */
  readonly neededCount: number
  /** Titles of subgraph instances by execution id, for "Inner › Sampler" in lists. */
  readonly instanceTitles: ReadonlyMap<ExecutionId, string>
}

/** Of prompts whose nodes nobody here knows: all ids count as theirs. */
export const EMPTY_MANIFEST: PromptManifest = {
  nodes: new Map(),
  neededCount: 0,
  instanceTitles: new Map()
}

/** Counts the needed nodes and keys all by execution id. */
export function createPromptManifest(
  nodes: Iterable<ManifestNode>,
  instanceTitles: ReadonlyMap<ExecutionId, string> = new Map()
): PromptManifest {
  const byId = new Map<ExecutionId, ManifestNode>()
  let neededCount = 0
  for (const node of nodes) {
    byId.set(node.executionId, node)
    if (node.needed) neededCount++
  }
  return { nodes: byId, neededCount, instanceTitles }
}

type PromptNodes = Readonly<
  Record<
    string,
    { class_type?: string; inputs?: Readonly<Record<string, unknown>>; _meta?: { title?: string } }
  >
>

function isLink(value: unknown): value is [string, number] {
  return Array.isArray(value) && value.length === 2 && typeof value[1] === 'number'
}

/** Nodes that the given outputs depend on, themselves included. */
export function findNeededNodes(prompt: PromptNodes, outputs: Iterable<string>): Set<string> {
  const needed = new Set<string>()
  const open = [...outputs]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = prompt[id]
    if (!node || needed.has(id)) continue
    needed.add(id)
    for (const value of Object.values(node.inputs ?? {}))
      if (isLink(value)) open.push(String(value[0]))
  }
  return needed
}

/**
 * A manifest for a prompt whose document isn't at hand (another client's, or one found on the server
 * after storage was cleared): root locators equal execution ids, inner nodes keep theirs as a path.
 */
export function makeManifestFromPrompt(prompt: PromptNodes): PromptManifest {
  const sources = new Set(
    Object.values(prompt).flatMap(({ inputs = {} }) =>
      Object.values(inputs).flatMap((value) => (isLink(value) ? [String(value[0])] : []))
    )
  )
  return createPromptManifest(
    Object.entries(prompt).map(([id, node]) => ({
      executionId: toExecutionId(id),
      locatorId: toNodeLocatorId(id),
      enclosingLocatorIds: getEnclosingExecutionIds(toExecutionId(id)).map(toNodeLocatorId),
      classType: node.class_type ?? '',
      title: node._meta?.title || node.class_type || id,
      needed: true,
      // The server takes no prompt whose ends are no outputs.
      isOutput: !sources.has(id)
    }))
  )
}

/** The manifest's node for an id of an event, which may name a node it expanded into. */
export function findManifestNode(manifest: PromptManifest, id: ExecutionId): ManifestNode | null {
  const known = findPromptNode(id, (candidate) => manifest.nodes.has(candidate))
  return known === null ? null : (manifest.nodes.get(known) ?? null)
}
