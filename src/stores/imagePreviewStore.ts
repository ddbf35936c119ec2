import { defineStore } from 'pinia'
import type { ShallowReactive } from 'vue'
import { shallowReactive } from 'vue'
import type { NodeLocatorId, PromptId, WorkflowId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import { getOutputFiles, mergeNodeOutput } from '@/domain/nodeOutput'
import type { PreviewImage } from '@/events/executionEvent'

/** A live preview on a node. */
export interface NodePreview {
  readonly promptId: PromptId
  readonly image: PreviewImage
}

/** The run that a result is of. */
export interface OutputSource {
  readonly promptId: PromptId
  /** ms since the epoch; null before its start was heard of */
  readonly startedAt: number | null
  /** A newer run of the workflow has the nodes: its live previews stay. */
  readonly isBehind?: boolean
}

type Bucket<T> = ShallowReactive<Record<NodeLocatorId, T>>
type Buckets<T> = ShallowReactive<Record<WorkflowId, Bucket<T>>>

/**
 * Outputs and live previews of each workflow's nodes. A bucket belongs to one workflow for as long as its tab is
 * open: switching tabs reads another bucket and never moves or merges anything.
 */
export const useImagePreviewStore = defineStore('imagePreview', () => {
  const outputsByWorkflowId = shallowReactive<Record<WorkflowId, Bucket<NodeOutput>>>({})
  const previewsByWorkflowId = shallowReactive<Record<WorkflowId, Bucket<NodePreview>>>({})
  return {
    /** Results of each workflow's nodes, as the server sent them (protocol.md §6.2). */
    outputsByWorkflowId,
    /** Live previews of each workflow's nodes, and of the subgraph nodes around them. */
    previewsByWorkflowId,
    /** The node's newest result; a new object each time. */
    getNodeOutput: (workflowId: WorkflowId, locatorId: NodeLocatorId): NodeOutput | undefined =>
      outputsByWorkflowId[workflowId]?.[locatorId],
    /** The node's live preview, while it has one. */
    getNodePreview: (workflowId: WorkflowId, locatorId: NodeLocatorId): NodePreview | undefined =>
      previewsByWorkflowId[workflowId]?.[locatorId],
    ...makeActions(outputsByWorkflowId, previewsByWorkflowId)
  }
})

function makeActions(outputs: Buckets<NodeOutput>, previews: Buckets<NodePreview>) {
  const sources = new Map<WorkflowId, Map<NodeLocatorId, OutputSource>>()
  return {
    /** The run that the node's result is of; null for none, and for restored ones. */
    getOutputSource: (workflowId: WorkflowId, locatorId: NodeLocatorId): OutputSource | null =>
      sources.get(workflowId)?.get(locatorId) ?? null,
    /**
     * Files a node's result under its workflow; a null output (a cached node without UI data) changes nothing [B20].
     * A result with pictures takes the place of the node's live preview.
     * @param merge appends to what the same run told before; another run's result is replaced all the same
     */
    applyOutput(
      workflowId: WorkflowId,
      locatorId: NodeLocatorId,
      output: NodeOutput | null,
      merge: boolean,
      source: OutputSource | null = null
    ): void {
      if (output === null) return
      const written = sources.get(workflowId) ?? new Map<NodeLocatorId, OutputSource>()
      const isSameRun = written.get(locatorId)?.promptId === source?.promptId
      const bucket = ensureBucket(outputs, workflowId)
      bucket[locatorId] = mergeNodeOutput(bucket[locatorId], output, merge && isSameRun)
      if (source) sources.set(workflowId, written.set(locatorId, source))
      if (hasPictures(output) && !source?.isBehind) delete previews[workflowId]?.[locatorId]
    },
    /** Shows a preview on the displayed node and on every subgraph node around it [B17]. */
    applyPreview(
      workflowId: WorkflowId,
      locatorIds: readonly NodeLocatorId[],
      preview: NodePreview
    ): void {
      const bucket = ensureBucket(previews, workflowId)
      for (const locatorId of locatorIds) bucket[locatorId] = preview
    },
    /** A node of this workflow begins anew: its old preview goes, once [B19]. */
    clearPreview(workflowId: WorkflowId, locatorId: NodeLocatorId): void {
      const bucket = previews[workflowId]
      if (bucket && locatorId in bucket) delete bucket[locatorId]
    },
    /** Replaces all outputs of a workflow: after a reload, or when a job's results are opened. */
    restoreOutputs(
      workflowId: WorkflowId,
      restored: Readonly<Record<NodeLocatorId, NodeOutput>>
    ): void {
      outputs[workflowId] = shallowReactive({ ...restored })
      sources.delete(workflowId)
    },
    /** The tab closed, or its document was cleared. */
    clearWorkflow(workflowId: WorkflowId): void {
      delete outputs[workflowId]
      delete previews[workflowId]
      sources.delete(workflowId)
    }
  }
}

function ensureBucket<T>(buckets: Buckets<T>, workflowId: WorkflowId): Bucket<T> {
  return (buckets[workflowId] ??= shallowReactive<Record<NodeLocatorId, T>>({}) as Bucket<T>)
}

/** Kinds of files that a node shows in place of its preview. */
const PICTURE_KINDS: ReadonlySet<string> = new Set(['images', 'gifs', 'video', 'a_images'])

function hasPictures(output: NodeOutput): boolean {
  return getOutputFiles(output).some(({ kind }) => PICTURE_KINDS.has(kind))
}
