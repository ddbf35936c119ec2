import type { LGraphNode } from '@comfyorg/litegraph'
import type { NodeLocatorId } from '@/domain/ids'
import type { NodeProgress } from '@/domain/nodeProgress'
import { getNodeFraction } from '@/domain/nodeProgress'
import type { Cancel } from '@/domain/time'
import { applyRunning } from './runningStyle'
import { watchRecord } from './watchRecord'

/** Node states of the prompt that a workflow in front shows. */
export type NodeStatesSource = () => Readonly<Record<NodeLocatorId, NodeProgress>> | undefined

export interface ProgressTarget {
  /** Lays the bar over the node, or takes it away (null). */
  showProgress(node: LGraphNode, fraction: number | null): void
}

/**
 * Keeps `node.progress` and the running outline right. A step writes one number and draws nothing; the start and the
 * end of a node cost one foreground draw each [B46].
 * @returns ends it, and takes all marks away
 */
export function followProgress(
  source: NodeStatesSource,
  find: (locatorId: NodeLocatorId) => LGraphNode | null,
  target: ProgressTarget
): Cancel {
  const marked = new Set<LGraphNode>()
  const apply = (node: LGraphNode, fraction: number | null): void => {
    if (fraction === null) marked.delete(node)
    else marked.add(node)
    const next = fraction ?? undefined
    if (node.progress !== next) writeProgress(node, next)
    target.showProgress(node, fraction)
    if (applyRunning(node, fraction !== null)) node.setDirtyCanvas(true)
  }
  const stop = watchRecord(source, (locatorId, state) => {
    const node = find(locatorId)
    if (node) apply(node, state?.state === 'running' ? getNodeFraction(state) : null)
  })
  return () => {
    stop()
    for (const node of marked) apply(node, null)
  }
}

/** `exactOptionalPropertyTypes` knows no undefined here; LiteGraph and node packs do. */
function writeProgress(node: LGraphNode, progress: number | undefined): void {
  ;(node as { progress: number | undefined }).progress = progress
}
