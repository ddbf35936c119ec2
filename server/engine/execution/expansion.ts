import type { ApiPrompt, ApiPromptNode } from '@/protocol/prompt'
import type { NodeCatalogue } from '../nodes/nodeCatalogue'
import type { NodeOutput, NodeType } from '../nodes/nodeType'
import { EngineError } from '../values/engineError'
import { isLink } from '../values/links'
import type { NodeResult } from '../cache/resultCache'
import type { DynamicPrompt } from './dynamicPrompt'
import type { ExecutionPlan } from './executionPlan'
import { getCallResult } from './mergeOutputs'

/** What an expanding node returned, until the graphs it returned have run. */
export interface PendingExpansion {
  /** Per call; `expanded` ones hold links into the new graph. */
  readonly calls: readonly { readonly expanded: boolean; readonly result: readonly unknown[] }[]
  readonly outputs: readonly (NodeOutput | null)[]
}

interface Expansion {
  readonly graph: DynamicPrompt
  readonly plan: ExecutionPlan
  readonly catalogue: NodeCatalogue
}

function addNodes({ graph, catalogue }: Expansion, parentId: string, nodes: ApiPrompt): string[] {
  const outputIds: string[] = []
  for (const id of Object.keys(nodes)) {
    if (graph.hasNode(id)) {
      throw new EngineError('DuplicateNodeError', `Attempt to add duplicate node ${id}`)
    }
  }
  for (const [id, node] of Object.entries(nodes)) {
    const type = catalogue.get(node.class_type ?? '')
    if (!type) throw new EngineError('KeyError', `'${node.class_type}'`)
    const { override_display_id: displayId } = node as ApiPromptNode & {
      override_display_id?: string
    }
    graph.addNode(id, { node, parentId, displayId: displayId ?? parentId })
    if (type.definition.output_node) outputIds.push(id)
  }
  return outputIds
}

/** Puts the graphs that a node returned into the plan; the node waits for them. */
export function startExpansion(
  expansion: Expansion,
  id: string,
  type: NodeType,
  outputs: readonly (NodeOutput | null)[]
): PendingExpansion {
  const calls = outputs.map((output) => ({
    expanded: output?.expand !== undefined,
    result: getCallResult(type, output)
  }))
  const outputIds = outputs.flatMap((output) =>
    output?.expand ? addNodes(expansion, id, output.expand.nodes) : []
  )
  for (const outputId of outputIds) expansion.plan.addNode(outputId)
  for (const { expanded, result } of calls) {
    for (const value of expanded ? result : []) {
      if (isLink(value)) expansion.plan.addLink(value[0], id)
    }
  }
  return { calls, outputs }
}

/** The results of an expanding node, its links replaced by what they lead to. */
export function resolveExpansion(
  { calls }: PendingExpansion,
  getResult: (id: string) => NodeResult | undefined
): (readonly unknown[])[] {
  return calls.flatMap(({ expanded, result }) => {
    if (!expanded) return [result]
    const lists = result.map((value) =>
      isLink(value) ? (getResult(value[0])?.outputs[value[1]] ?? []) : [value]
    )
    // A link may lead to several values: the node then has as many results.
    const longest = Math.max(1, ...lists.map((list) => list.length))
    return Array.from({ length: longest }, (_, index) =>
      lists.map((list) => list[Math.min(index, list.length - 1)])
    )
  })
}
