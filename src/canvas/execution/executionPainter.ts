import type { LGraphNode } from '@comfyorg/litegraph'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import type { OutputFile } from '@/domain/nodeOutput'
import type { Cancel } from '@/domain/time'
import type { useExecutionErrorStore } from '@/stores/executionErrorStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { findNode } from '../graph/findNode'
import { listNodes } from '../graph/walkGraph'
import type { WorkflowGraph } from '../graph/workflowGraph'
import { findInputFile } from './inputFile'
import { followErrors } from './nodeErrors'
import { NodePictures, listExposed } from './nodePictures'
import { followProgress } from './nodeProgress'
import { showText } from './nodeTexts'
import { watchRecord } from './watchRecord'

/** What lies over the canvas. */
export interface PaintTarget {
  showProgress(node: LGraphNode, fraction: number | null): void
  showPreview(node: LGraphNode, picture: HTMLImageElement | null): void
}

export interface PainterContext {
  readonly execution: Pick<
    ReturnType<typeof useExecutionStore>,
    'getActivePromptForWorkflow' | 'getPrompt'
  >
  readonly errors: Pick<ReturnType<typeof useExecutionErrorStore>, 'getWorkflowErrors'>
  readonly previews: Pick<
    ReturnType<typeof useImagePreviewStore>,
    'outputsByWorkflowId' | 'previewsByWorkflowId'
  >
  readonly viewUrl: (file: OutputFile) => string
  readonly target: PaintTarget
  /** A node of the workflow was made larger for its pictures. */
  readonly onRoomMade: (workflowId: WorkflowId, node: LGraphNode) => void
}

/** Execution as the nodes of one workflow show it. */
export interface Painting {
  /** A node's own widget names another picture now. */
  refreshInput(node: LGraphNode): void
  /** Nodes went: what they showed is given back. */
  dropRemoved(): void
  /** Ends it. Marks of running and faulty nodes go, results stay. */
  stop(): void
}

/**
 * Paints the runs of a workflow onto its graph, for as long as it is in front. All state comes from the stores, so
 * whatever happened in the background is there with the first draw [B4, B6, B21].
 */
export function paintExecution(
  context: PainterContext,
  workflowId: WorkflowId,
  graph: WorkflowGraph
): Painting {
  const { execution, errors, previews, viewUrl, target } = context
  const find = (locatorId: NodeLocatorId) => findNode(graph, locatorId)
  const pictures = new NodePictures({
    getOutput: (locatorId) => previews.outputsByWorkflowId[workflowId]?.[locatorId],
    getPreview: (locatorId) => previews.previewsByWorkflowId[workflowId]?.[locatorId],
    viewUrl,
    showPreview: (node, picture) => target.showPreview(node, picture),
    onRoomMade: (node) => context.onRoomMade(workflowId, node)
  })
  const states = () => {
    const promptId = execution.getActivePromptForWorkflow(workflowId)
    return promptId ? execution.getPrompt(promptId)?.locatorStates : undefined
  }
  const stops: Cancel[] = [
    followProgress(states, find, target),
    followErrors(() => errors.getWorkflowErrors(workflowId), find),
    followPictures(context, workflowId, graph, pictures, find)
  ]
  return {
    refreshInput: (node) => pictures.update(node),
    dropRemoved: () => pictures.dropRemoved(),
    stop() {
      for (const stop of stops) stop()
      pictures.dispose()
    }
  }
}

function followPictures(
  { previews }: PainterContext,
  workflowId: WorkflowId,
  graph: WorkflowGraph,
  pictures: NodePictures,
  find: (locatorId: NodeLocatorId) => LGraphNode | null
): Cancel {
  const nodes = listNodes(graph)
  const showing = mapExposures(nodes)
  const update = (locatorId: NodeLocatorId) => {
    const node = find(locatorId)
    if (node) pictures.update(node)
    for (const instance of showing.get(locatorId) ?? []) pictures.update(instance)
    return node
  }
  // Nodes without a result may show what their own widget names; those with one come with the records.
  for (const node of nodes) if (findInputFile(node)) pictures.update(node)
  const stops = [
    watchRecord(
      () => previews.outputsByWorkflowId[workflowId],
      (locatorId, output) => {
        const node = update(locatorId)
        if (node) showText(node, output)
      }
    ),
    watchRecord(
      () => previews.previewsByWorkflowId[workflowId],
      (locatorId) => void update(locatorId)
    )
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Subgraph instances by the inner node whose pictures they show. */
function mapExposures(nodes: readonly LGraphNode[]): Map<NodeLocatorId, LGraphNode[]> {
  const showing = new Map<NodeLocatorId, LGraphNode[]>()
  for (const node of nodes)
    for (const inner of listExposed(node)) showing.set(inner, [...(showing.get(inner) ?? []), node])
  return showing
}
