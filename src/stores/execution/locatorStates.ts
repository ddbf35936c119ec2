import { shallowReactive } from 'vue'
import type { ExecutionId, NodeLocatorId } from '@/domain/ids'
import type { NodeProgress } from '@/domain/nodeProgress'
import { combineNodeProgress } from '@/domain/nodeProgress'
import type { ManifestNode } from '@/domain/promptManifest'

/** What several nodes show at one place: a subgraph node shows all inside it, an inner node that of all instances. */
class SharedPlace {
  /** States that decide what is shown; few at a time, whatever has finished. */
  readonly #open = new Map<ExecutionId, NodeProgress>()
  readonly #finished = new Map<ExecutionId, NodeProgress>()

  apply(id: ExecutionId, next: NodeProgress | null): NodeProgress | null {
    this.#open.delete(id)
    if (next?.state === 'finished') this.#finished.set(id, next)
    else {
      this.#finished.delete(id)
      if (next) this.#open.set(id, next)
    }
    const [finished = null] = this.#finished.values()
    return combineNodeProgress(this.#open.values()) ?? finished
  }
}

/**
 * States of a prompt's nodes as its document shows them. A write costs what changed and what else is at work in the
 * same subgraph, not what the subgraph holds [B48].
 */
export class LocatorStates {
  /** Raw twin: reads of it track nothing. */
  readonly #raw: Record<NodeLocatorId, NodeProgress> = {}
  readonly states = shallowReactive(this.#raw)
  readonly #places = new Map<NodeLocatorId, SharedPlace>()

  /** @param next null: the node has no state any more */
  apply(node: ManifestNode, id: ExecutionId, next: NodeProgress | null): void {
    const { enclosingLocatorIds, executionId, locatorId } = node
    // A node that expanded is shown by its own state, not by those of the nodes it expanded into.
    if (executionId === id) {
      if (enclosingLocatorIds.length === 0) this.#set(locatorId, next)
      else this.#applyShared(locatorId, id, next)
    }
    for (const enclosing of enclosingLocatorIds) this.#applyShared(enclosing, id, next)
  }

  #applyShared(locatorId: NodeLocatorId, id: ExecutionId, next: NodeProgress | null): void {
    const place = this.#places.get(locatorId) ?? new SharedPlace()
    this.#places.set(locatorId, place)
    this.#set(locatorId, place.apply(id, next))
  }

  #set(locatorId: NodeLocatorId, next: NodeProgress | null): void {
    if (next === null) delete this.states[locatorId]
    else if (this.#raw[locatorId] !== next) this.states[locatorId] = next
  }
}
