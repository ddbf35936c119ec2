import { shallowReactive, shallowRef } from 'vue'
import type { ExecutionId, NodeLocatorId } from '@/domain/ids'
import { toExecutionId } from '@/domain/ids'
import type { NodeProgress } from '@/domain/nodeProgress'
import type { PromptManifest } from '@/domain/promptManifest'
import { findManifestNode } from '@/domain/promptManifest'
import type { PromptProgress } from '@/domain/promptProgress'
import {
  NO_PROGRESS,
  hasRestarted,
  makeOpenProgress,
  makePromptProgress,
  nextHighWater
} from '@/domain/promptProgress'
import type { TerminalStatus } from '@/domain/promptStatus'
import type { NodeStateWire } from '@/protocol/messages'
import { LocatorStates } from './locatorStates'
import { SnapshotMemory } from './snapshotMemory'

const STATES = new Set(['pending', 'running', 'finished', 'error'])

function fromWire(id: string, wire: NodeStateWire): NodeProgress | null {
  if (!STATES.has(wire.state)) return null
  return {
    state: wire.state as NodeProgress['state'],
    value: wire.value,
    max: wire.max,
    displayNodeId: toExecutionId(wire.display_node_id || id)
  }
}

/** `Object.is`, since a step that is no number equals itself too. */
function isSameStep(a: NodeProgress, b: Pick<NodeStateWire, 'value' | 'max' | 'state'>): boolean {
  return Object.is(a.value, b.value) && Object.is(a.max, b.max) && a.state === b.state
}

/**
 * Node states of one prompt, kept three ways: by execution id, by locator as the document shows them, and summed
 * up. Writes cost what changed, not what the prompt has [B48]; ids outside the prompt's own node set are dropped,
 * since a server with several workers may mix prompts up (protocol.md §7.2).
 */
export class NodeStates {
  readonly #getManifest: () => PromptManifest
  /** Raw twin of `byExecutionId`: reads of it track nothing. */
  readonly #raw: Record<ExecutionId, NodeProgress> = {}
  readonly byExecutionId = shallowReactive(this.#raw)
  readonly #locators = new LocatorStates()
  readonly #done = new Set<ExecutionId>()
  readonly #running = new Map<ExecutionId, number>()
  readonly #progress = shallowRef<PromptProgress>(NO_PROGRESS)
  readonly #runningIds = shallowRef<readonly ExecutionId[]>([])
  readonly #memory = new SnapshotMemory()
  #count = 0
  #hasSnapshot = false

  constructor(getManifest: () => PromptManifest) {
    this.#getManifest = getManifest
  }

  get progress(): PromptProgress {
    return this.#progress.value
  }
  get runningIds(): readonly ExecutionId[] {
    return this.#runningIds.value
  }
  get byLocator(): Readonly<Record<NodeLocatorId, NodeProgress>> {
    return this.#locators.states
  }

  /** @param onStarted told of each node that begins, or begins anew, with this snapshot */
  applySnapshot(
    nodes: Readonly<Record<string, NodeStateWire>>,
    onStarted: (id: ExecutionId) => void
  ): boolean {
    this.#hasSnapshot = true
    const ids = Object.keys(nodes)
    const hasSameNodes = this.#memory.hasSameNodes(ids)
    if (!hasSameNodes) this.#memory.reset(ids)
    let changed = false
    for (let index = 0; index < ids.length; index++) {
      const id = ids[index]!
      const wire = nodes[id]!
      if (!this.#memory.isRepeated(index, wire))
        changed = this.#applyNodeState(toExecutionId(id), wire, onStarted) || changed
    }
    if (!hasSameNodes && this.#count > 0) changed = this.#removeAllBut(nodes) || changed
    if (changed) this.#publish()
    return changed
  }

  #applyNodeState(
    id: ExecutionId,
    wire: NodeStateWire,
    onStarted: (id: ExecutionId) => void
  ): boolean {
    const before = this.#raw[id]
    if (before ? isSameStep(before, wire) : !this.#belongs(id)) return false
    const next = fromWire(id, wire)
    if (!next) return false
    this.#write(id, next)
    if (next.state === 'running' && (!before || hasRestarted(before, next))) onStarted(id)
    return true
  }

  applyNode(id: ExecutionId, value: number, max: number): boolean {
    const before = this.#raw[id]
    if (before && isSameStep(before, { value, max, state: 'running' })) return false
    if (!this.#belongs(id)) return false
    // With snapshots at hand a lone step may only refine a node that runs: the snapshot says what ended.
    if (this.#hasSnapshot && before?.state !== 'running') return false
    this.#memory.forget()
    this.#write(id, { state: 'running', value, max, displayNodeId: before?.displayNodeId ?? id })
    this.#publish()
    return true
  }

  applyExecuting(id: ExecutionId, displayNodeId: ExecutionId): boolean {
    if (this.#hasSnapshot || !this.#belongs(id)) return false
    for (const other of this.#running.keys()) if (other !== id) this.#finish(other)
    if (!this.#running.has(id))
      this.#write(id, { state: 'running', value: 0, max: 1, displayNodeId })
    this.#publish()
    return true
  }

  applyCached(ids: readonly ExecutionId[]): void {
    for (const id of ids) if (this.#isNeeded(id)) this.#done.add(id)
    this.#publish()
  }

  applyResult(id: ExecutionId): void {
    if (!this.#isNeeded(id) || this.#running.has(id)) return
    this.#done.add(id)
    this.#publish()
  }

  /** The prompt's progress stays where the failure left it. */
  applyError(id: ExecutionId): void {
    const node = findManifestNode(this.#getManifest(), id)
    if (!node) return
    const before = this.#raw[node.executionId]
    this.#memory.forget()
    this.#write(node.executionId, {
      state: 'error',
      value: before?.value ?? 0,
      max: before?.max ?? 1,
      displayNodeId: node.executionId
    })
    this.#publishRunning()
  }

  /**
   * Nothing runs any more. Success completes what ran and the sum; any other end takes running states away and
   * leaves the sum where it stood.
   */
  applyEnd(status: TerminalStatus): void {
    const succeeded = status === 'succeeded'
    const frozen = this.#progress.value
    for (const id of this.#running.keys()) {
      if (succeeded) this.#finish(id)
      else this.#remove(id)
    }
    this.#runningIds.value = []
    const total = Math.max(this.#getManifest().neededCount, this.#done.size, 1)
    this.#progress.value = succeeded ? makePromptProgress(total, total, 0) : frozen
  }

  #belongs(id: ExecutionId): boolean {
    const manifest = this.#getManifest()
    return manifest.nodes.size === 0 || findManifestNode(manifest, id) !== null
  }

  #isNeeded(id: ExecutionId): boolean {
    const manifest = this.#getManifest()
    return manifest.nodes.size === 0 || manifest.nodes.get(id)?.needed === true
  }

  #finish(id: ExecutionId): void {
    const before = this.#raw[id]
    if (before) this.#write(id, { ...before, state: 'finished', value: before.max })
  }

  #write(id: ExecutionId, next: NodeProgress): void {
    const before = this.#raw[id]
    if (before === undefined) this.#count++
    const highWater = nextHighWater(
      before && { progress: before, highWater: this.#running.get(id) ?? 0 },
      next
    )
    this.byExecutionId[id] = next
    this.#tally(id, next, highWater)
    this.#writeLocators(id, next)
  }

  /** Only nodes of the prompt itself count; nodes they expand into are part of them. */
  #tally(id: ExecutionId, next: NodeProgress, highWater: number): void {
    if (next.state === 'running') {
      this.#running.set(id, highWater)
      this.#done.delete(id)
    } else {
      this.#running.delete(id)
      if (next.state === 'finished' && this.#isNeeded(id)) this.#done.add(id)
    }
  }

  #writeLocators(id: ExecutionId, next: NodeProgress | null): void {
    const node = findManifestNode(this.#getManifest(), id)
    if (node) this.#locators.apply(node, id, next)
  }

  #removeAllBut(kept: Readonly<Record<string, unknown>>): boolean {
    let removed = false
    for (const id of Object.keys(this.#raw) as ExecutionId[]) {
      if (id in kept) continue
      this.#remove(id)
      removed = true
    }
    return removed
  }

  #remove(id: ExecutionId): void {
    this.#count--
    this.#running.delete(id)
    delete this.byExecutionId[id]
    this.#writeLocators(id, null)
  }

  #publish(): void {
    const now = this.#progress.value
    const next = this.#sumUp()
    if (next.fraction !== now.fraction || next.done !== now.done || next.total !== now.total) {
      this.#progress.value = next
    }
    this.#publishRunning()
  }

  #sumUp(): PromptProgress {
    const manifest = this.#getManifest()
    let partial = 0
    for (const [id, highWater] of this.#running) if (this.#isNeeded(id)) partial += highWater
    return manifest.nodes.size > 0
      ? makePromptProgress(manifest.neededCount, this.#done.size, partial)
      : makeOpenProgress(this.#progress.value, this.#count, this.#done.size, partial)
  }

  #publishRunning(): void {
    const ids = [...this.#running.keys()].reverse()
    const now = this.#runningIds.value
    if (ids.length !== now.length || ids.some((id, index) => id !== now[index]))
      this.#runningIds.value = ids
  }
}
