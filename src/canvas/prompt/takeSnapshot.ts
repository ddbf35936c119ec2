import type { WorkflowId } from '@/domain/ids'
import type { ControlledValue, RunSnapshot } from '@/domain/runSnapshot'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { WorkflowJson } from '@/protocol/prompt'
import { serialiseDocument } from '../document/serialiseDocument'
import type { WorkflowGraph } from '../graph/workflowGraph'
import { collectInputs } from './collectInputs'
import { compilePrompt } from './compilePrompt'
import { hasRun } from '../widgets/controlWidgets'
import type { Control } from './controls'
import { findControls, getRange } from './controls'
import { indexValuePaths } from './documentPaths'
import type { ValuePaths } from './documentPaths'
import { flattenGraph } from './flattenGraph'
import { makeManifest } from './makeManifest'
import { applyVirtualNodes } from './writtenValues'

export interface SnapshotRequest {
  readonly workflowId: WorkflowId
  readonly workflowName: string
  readonly graph: WorkflowGraph
  readonly definitions: ObjectInfoWire
  readonly now: Date
  /** When seeds go on. */
  readonly controlTime: 'before' | 'after'
  /** 0 <= x < 1 */
  readonly random: () => number
}

/**
 * Takes everything a run needs. All that the graph says is read before the first `await`, so that an edit made while
 * a pack still computes a value doesn't get in [B13].
 */
export async function takeSnapshot(request: SnapshotRequest): Promise<RunSnapshot> {
  const { graph, workflowId, workflowName, definitions, now, random, controlTime } = request
  applyVirtualNodes(graph)
  const document = { ...serialiseDocument(graph), id: graph.id } satisfies WorkflowJson
  const flat = flattenGraph(graph)
  const collected = flat.nodes.map((node) => [node, collectInputs(node)] as const)
  const paths = indexValuePaths(graph, document)
  const controls = findControls(graph, collected).map((control) => describe(control, paths))
  const { output, texts } = await compilePrompt(collected, { root: graph, now, random })
  return {
    workflowId,
    workflowName,
    documentId: graph.id,
    document,
    output,
    manifest: makeManifest(flat, output, definitions),
    variables: [...controls, ...texts],
    controlTime
  }
}

function describe({ mode, widget, targets, holders }: Control, paths: ValuePaths): ControlledValue {
  return {
    kind: 'controlled',
    mode,
    value: widget.value,
    ...(hasRun(widget) && { hasRun: true }),
    range: getRange(widget),
    targets,
    documentPaths: [...holders].flatMap(([holder, node]) => paths.find(node, holder))
  }
}
