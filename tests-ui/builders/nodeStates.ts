import type { NodeStateWire } from '@/protocol/messages'
import { makeNodeState } from './wireMessages'

type Step = readonly [value: number, max: number, state?: string]

/** Nodes of a `progress_state`, from `{ id: [value, max] }`; one at its max has finished unless told otherwise. */
export function makeNodes(
  steps: Readonly<Record<string, Step>>
): Readonly<Record<string, NodeStateWire>> {
  return Object.fromEntries(
    Object.entries(steps).map(([id, [value, max, state]]) => [
      id,
      makeNodeState(id, { value, max, state: state ?? (value >= max ? 'finished' : 'running') })
    ])
  )
}
