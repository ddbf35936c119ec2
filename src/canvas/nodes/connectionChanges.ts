import type { LLink } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { announceInputChange } from '../graph/graphChanges'
import { isLoadingDocument } from '../graph/loading'
import type { ComfyNode } from './comfyNode'
import { resolveMatchTypes } from './matchTypes'
import { findEntry, getParts } from './nodeState'
import { renumberLinks } from './reconcileSlots'
import { growToFit, updateLayout } from './updateLayout'

/** A link of the node came or went. */
export function handleConnection(
  node: ComfyNode,
  side: unknown,
  slot: { name?: string } | undefined,
  link: LLink | null | undefined
): void {
  if (isLoadingDocument()) return
  if (side !== LiteGraph.INPUT || !slot?.name) return
  announceInputChange(node, slot.name)
  resolveMatchTypes(node)
  if (link && findEntry(node, slot.name)?.group) scheduleGrowth(node)
}

const scheduled = new WeakSet<ComfyNode>()

/**
 * Growing inputs settle once the gesture is over: LiteGraph may be about to put another link into the very slot
 * that was just emptied.
 */
function scheduleGrowth(node: ComfyNode): void {
  if (scheduled.has(node)) return
  scheduled.add(node)
  queueMicrotask(() => {
    scheduled.delete(node)
    if (!node.graph) return
    closeGaps(node)
    if (updateLayout(node)) growToFit(node)
    resolveMatchTypes(node)
  })
}

/** Taking one out moves the later ones of the same input down. */
function closeGaps(node: ComfyNode): void {
  const groups = new Map<string, ComfyNode['inputs']>()
  for (const [name, { group }] of getParts(node).slots) {
    const slot = group === null ? undefined : node.inputs.find((input) => input.name === name)
    if (group !== null && slot) groups.set(group, [...(groups.get(group) ?? []), slot])
  }
  for (const slots of groups.values()) {
    const links = slots.map((slot) => slot.link).filter((link) => link !== null)
    slots.forEach((slot, index) => (slot.link = links[index] ?? null))
  }
  renumberLinks(node)
}
