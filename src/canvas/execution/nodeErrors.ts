import type { LGraphNode } from '@comfyorg/litegraph'
import { effectScope, watch } from 'vue'
import type { NodeLocatorId } from '@/domain/ids'
import type { Cancel } from '@/domain/time'
import type { ErrorRow } from '@/stores/executionErrorStore'
import { MissingNode } from '../nodes/missingNode'

/** What errors say of one node: the inputs at fault. */
type Faults = Map<LGraphNode, Set<string>>

/**
 * Marks nodes at fault, the subgraph nodes around them, and the inputs the server named. A blocker's note is no fault.
 * @returns ends it, and takes all marks away
 */
export function followErrors(
  source: () => readonly ErrorRow[],
  find: (locatorId: NodeLocatorId) => LGraphNode | null
): Cancel {
  let faults: Faults = new Map()
  const apply = (next: Faults): void => {
    for (const node of faults.keys()) if (!next.has(node)) mark(node, new Set(), false)
    for (const [node, inputs] of next) mark(node, inputs, true)
    faults = next
  }
  const scope = effectScope(true)
  scope.run(() =>
    watch(source, (rows) => apply(collectFaults(rows, find)), { immediate: true, flush: 'sync' })
  )
  return () => {
    scope.stop()
    apply(new Map())
  }
}

function collectFaults(
  rows: readonly ErrorRow[],
  find: (locatorId: NodeLocatorId) => LGraphNode | null
): Faults {
  const faults: Faults = new Map()
  const add = (locatorId: NodeLocatorId, input: string | null) => {
    const node = find(locatorId)
    if (!node) return
    const inputs = faults.get(node) ?? new Set<string>()
    if (input !== null) inputs.add(input)
    faults.set(node, inputs)
  }
  for (const row of rows) {
    if (row.kind === 'blocked') continue
    if (row.locatorId) add(row.locatorId, row.inputName)
    for (const locatorId of row.enclosingLocatorIds) add(locatorId, null)
  }
  return faults
}

function mark(node: LGraphNode, inputs: ReadonlySet<string>, isFaulty: boolean): void {
  const hasErrors = isFaulty || node instanceof MissingNode
  let changed = Boolean(node.has_errors) !== hasErrors
  node.has_errors = hasErrors
  for (const slot of node.inputs) {
    const isMarked = inputs.has(slot.name)
    if (Boolean(slot.hasErrors) === isMarked) continue
    slot.hasErrors = isMarked
    changed = true
  }
  if (changed) node.setDirtyCanvas(true)
}
