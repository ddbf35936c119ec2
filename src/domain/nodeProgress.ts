import type { ExecutionId } from './ids'

/** State of one node of a running prompt; a value object, replaced and never changed. */
export interface NodeProgress {
  readonly state: 'pending' | 'running' | 'finished' | 'error'
  /** Steps done, of `max`. */
  readonly value: number
  readonly max: number
  /** The node to show it on: itself, or the node that expanded into it (protocol.md §5.4). */
  readonly displayNodeId: ExecutionId
}

/** Share of a node's steps done, 0..1; 0 when `max` is 0 or a number is missing. */
export function getNodeFraction(progress: Pick<NodeProgress, 'value' | 'max'>): number {
  return clampFraction(progress.max > 0 ? progress.value / progress.max : 0)
}

/** Limits to 0..1; what is no number counts as 0. */
export function clampFraction(fraction: number | null | undefined): number {
  if (fraction === null || fraction === undefined || Number.isNaN(fraction)) return 0
  return Math.min(1, Math.max(0, fraction))
}

/** Whole percent of a fraction, 0..100: 0.324 gives 32, none gives 0. */
export function toPercent(fraction: number | null | undefined): number {
  return Math.round(clampFraction(fraction) * 100)
}

/** Order in which states win on a subgraph node: an error, then what still runs. */
const WEIGHT = { error: 3, running: 2, pending: 1, finished: 0 } as const

/**
 * What a subgraph node shows of the nodes inside: an error wins, else the slowest running child,
 * else finished when all are.
 * @returns null when nothing inside has a state.
 */
export function combineNodeProgress(inner: Iterable<NodeProgress>): NodeProgress | null {
  let shown: NodeProgress | null = null
  for (const progress of inner) {
    if (shown === null) {
      shown = progress
      continue
    }
    const order = WEIGHT[progress.state] - WEIGHT[shown.state]
    if (order > 0 || (order === 0 && getNodeFraction(progress) < getNodeFraction(shown)))
      shown = progress
  }
  return shown
}
