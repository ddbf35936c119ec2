import { SubgraphNode } from '@comfyorg/litegraph'
import { makeNodeLocator } from '@/domain/executionId'
import type { NodeLocatorId } from '@/domain/ids'
import { toExecutionId, toNodeId } from '@/domain/ids'
import type { ManifestNode, PromptManifest } from '@/domain/promptManifest'
import { createPromptManifest, findNeededNodes } from '@/domain/promptManifest'
import type { ApiPrompt } from '@/protocol/prompt'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { getTitle } from './compilePrompt'
import type { FlatGraph, Frame, Place } from './flattenGraph'

/** Where a node stands in the document: all instances of a subgraph share the locators inside. */
export function getLocator({ node, frame }: Place): NodeLocatorId {
  return makeNodeLocator(frame ? frame.instance.subgraph.id : null, toNodeId(node.id))
}

/** What a prompt remembers of its nodes, taken with it. */
export function makeManifest(
  flat: FlatGraph,
  output: ApiPrompt,
  definitions: ObjectInfoWire
): PromptManifest {
  const needed = findNeeded(output, definitions)
  const nodes = flat.nodes.map((place): ManifestNode => ({
    executionId: toExecutionId(place.executionId),
    locatorId: getLocator(place),
    enclosingLocatorIds: listEnclosing(place.frame),
    classType: output[place.executionId]?.class_type ?? place.node.type,
    title: getTitle(place.node),
    needed: needed.has(place.executionId),
    isOutput: definitions[output[place.executionId]?.class_type ?? '']?.output_node === true
  }))
  const titles = new Map(
    flat.frames.map(({ path, instance }) => [toExecutionId(path), getTitle(instance)] as const)
  )
  return createPromptManifest(nodes, titles)
}

/** The server runs what its result nodes depend on; where no class is known, everything may run. */
function findNeeded(output: ApiPrompt, definitions: ObjectInfoWire): ReadonlySet<string> {
  const entries = Object.entries(output)
  const isKnown = entries.some(([, { class_type }]) => class_type && definitions[class_type])
  if (!isKnown) return new Set(entries.map(([id]) => id))
  const results = entries.filter(
    ([, { class_type }]) => class_type && definitions[class_type]?.output_node === true
  )
  return findNeededNodes(
    output,
    results.map(([id]) => id)
  )
}

/** Locators of the instances around a node, outermost first. */
function listEnclosing(frame: Frame | null): NodeLocatorId[] {
  const enclosing: NodeLocatorId[] = []
  for (let at = frame; at; at = at.parent)
    if (at.instance instanceof SubgraphNode)
      enclosing.unshift(getLocator({ node: at.instance, frame: at.parent }))
  return enclosing
}
