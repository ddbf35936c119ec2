import { markRaw, shallowReactive, shallowRef } from 'vue'
import { getEnclosingExecutionIds } from '@/domain/executionId'
import type { ClientId, ExecutionId, NodeLocatorId, PromptId, WorkflowId } from '@/domain/ids'
import type { NodeProgress } from '@/domain/nodeProgress'
import type { NodeOutput } from '@/domain/nodeOutput'
import { mergeNodeOutput } from '@/domain/nodeOutput'
import type { ManifestNode, PromptManifest } from '@/domain/promptManifest'
import { EMPTY_MANIFEST, findManifestNode } from '@/domain/promptManifest'
import type { PromptProgress } from '@/domain/promptProgress'
import type { PromptStatus, PromptTransition } from '@/domain/promptStatus'
import { isTerminal, nextStatus } from '@/domain/promptStatus'
import type { PreviewImage } from '@/events/executionEvent'
import type { NodeStateWire } from '@/protocol/messages'
import { NodeStates } from './nodeStates'
import type { NodeTime } from './nodeTimes'
import { NodeTimes } from './nodeTimes'

/** What is known of a prompt when its state object is made. */
export interface PromptOrigin {
  readonly promptId: PromptId
  /** The in-app tab it was submitted from; null when no open tab of this browser tab did. */
  readonly workflowId: WorkflowId | null
  /** The client that submitted it, where known. */
  readonly clientId: ClientId | null
  readonly isOwn: boolean
  /** The workflow's name at submission, for lists. */
  readonly workflowName: string
  readonly manifest?: PromptManifest
  /** ms since the epoch */
  readonly createdAt: number
}

/**
 * Everything about one submitted run. One object per prompt: raw, with its own refs, so that a reader of one
 * prompt is invalidated by that prompt alone. Only `applyX` methods write.
 */
export class PromptExecution {
  readonly isOwn: boolean
  readonly clientId: ClientId | null
  readonly createdAt: number
  readonly #promptId = shallowRef() as { value: PromptId }
  readonly #workflowId = shallowRef<WorkflowId | null>(null)
  readonly #workflowName = shallowRef('')
  readonly #manifest = shallowRef<PromptManifest>(EMPTY_MANIFEST)
  readonly #status = shallowRef<PromptStatus>('submitting')
  readonly #startedAt = shallowRef<number | null>(null)
  readonly #endedAt = shallowRef<number | null>(null)
  readonly #queueNumber = shallowRef<number | null>(null)
  readonly #waitingFor = shallowRef<string | null>(null)
  readonly #preview = shallowRef<PreviewImage | null>(null)
  readonly #texts = shallowReactive<Record<ExecutionId, string>>({})
  readonly #outputs = shallowReactive<Record<ExecutionId, NodeOutput>>({})
  readonly #nodes: NodeStates
  readonly #times = new NodeTimes()
  /** Nodes that have told their result, also one without UI data. */
  readonly #reported = new Set<ExecutionId>()

  constructor(origin: PromptOrigin) {
    this.isOwn = origin.isOwn
    this.clientId = origin.clientId
    this.createdAt = origin.createdAt
    this.#promptId.value = origin.promptId
    this.#workflowId.value = origin.workflowId
    this.#workflowName.value = origin.workflowName
    this.#manifest.value = origin.manifest ?? EMPTY_MANIFEST
    this.#nodes = new NodeStates(() => this.#manifest.value)
    markRaw(this)
  }

  /** Changes once at most: when a server chooses the id itself. */
  get promptId(): PromptId {
    return this.#promptId.value
  }
  /** The in-app tab it was submitted from, also after that was closed; null for other people's. */
  get workflowId(): WorkflowId | null {
    return this.#workflowId.value
  }
  /** The workflow's name at submission. */
  get workflowName(): string {
    return this.#workflowName.value
  }
  /** Its own node set; empty for prompts nobody here submitted. */
  get manifest(): PromptManifest {
    return this.#manifest.value
  }
  get status(): PromptStatus {
    return this.#status.value
  }
  /** ms since the epoch, by the server's clock where it told; null before the start. */
  get startedAt(): number | null {
    return this.#startedAt.value
  }
  /** ms since the epoch; null before the end. */
  get endedAt(): number | null {
    return this.#endedAt.value
  }
  /** The server's queue number (lower runs first); null until it answered. */
  get queueNumber(): number | null {
    return this.#queueNumber.value
  }
  /** What a prompt in `initializing` waits for, in the server's words. */
  get waitingFor(): string | null {
    return this.#waitingFor.value
  }
  /** The newest live preview of any of its nodes. */
  get preview(): PreviewImage | null {
    return this.#preview.value
  }
  /** Newest progress text of each node, in the server's words. */
  get texts(): Readonly<Record<ExecutionId, string>> {
    return this.#texts
  }
  /** UI data of each node so far. */
  get outputs(): Readonly<Record<ExecutionId, NodeOutput>> {
    return this.#outputs
  }
  /** Over the nodes that will run or be cached; doesn't fall, except when a node restarts [B36]. */
  get progress(): PromptProgress {
    return this.#nodes.progress
  }
  /** State of every node that has one, by execution id; a reader of one node tracks that node only. */
  get nodeStates(): Readonly<Record<ExecutionId, NodeProgress>> {
    return this.#nodes.byExecutionId
  }
  /** The same as shown in the document: inner nodes and the subgraph nodes around them, by locator. */
  get locatorStates(): Readonly<Record<NodeLocatorId, NodeProgress>> {
    return this.#nodes.byLocator
  }
  /** When nodes worked, as far as they were seen at it; changes when one begins or ends. */
  get nodeTimes(): Readonly<Record<ExecutionId, NodeTime>> {
    return this.#times.byExecutionId
  }
  /** Nodes at work, latest started first. */
  get runningNodeIds(): readonly ExecutionId[] {
    return this.#nodes.runningIds
  }

  /** @returns whether the status changed. */
  applyTransition(transition: PromptTransition, at: number): boolean {
    const { status, applied } = nextStatus(this.#status.value, transition)
    if (!applied) return false
    this.#status.value = status
    if (status === 'running') this.#startedAt.value = at
    if (status !== 'initializing') this.#waitingFor.value = null
    if (isTerminal(status)) {
      this.#endedAt.value = at
      this.#nodes.applyEnd(status)
      this.#times.follow(this.#nodes.runningIds, at)
      for (const id of Object.keys(this.#texts)) delete this.#texts[id as ExecutionId]
    }
    return true
  }

  /** The server's own times, ms since the epoch; null leaves what is known. */
  applyTimes(startedAt: number | null, endedAt: number | null): void {
    if (startedAt !== null) this.#startedAt.value = startedAt
    if (endedAt !== null) this.#endedAt.value = endedAt
  }

  applyQueueNumber(queueNumber: number): void {
    this.#queueNumber.value = queueNumber
  }

  applyWaitingFor(message: string): void {
    if (this.#status.value === 'initializing') this.#waitingFor.value = message
  }

  /** These nodes count as done. */
  applyCached(nodeIds: readonly ExecutionId[]): void {
    if (!isTerminal(this.#status.value)) this.#nodes.applyCached(nodeIds)
  }

  /**
   * @param onStarted told of each node that begins with this snapshot
   * @param at ms since the epoch; without it nodes' times are not taken
   * @returns whether anything changed; an equal snapshot writes nothing [B46].
   */
  applyProgressState(
    nodes: Readonly<Record<string, NodeStateWire>>,
    onStarted: (nodeId: ExecutionId) => void = () => {},
    at: number | null = null
  ): boolean {
    if (isTerminal(this.#status.value)) return false
    const hasChanged = this.#nodes.applySnapshot(nodes, onStarted)
    if (hasChanged && at !== null) this.#times.follow(this.#nodes.runningIds, at)
    return hasChanged
  }

  /** Steps of one node, for servers without `progress_state`. */
  applyNodeProgress(nodeId: ExecutionId, value: number, max: number): boolean {
    return isTerminal(this.#status.value) ? false : this.#nodes.applyNode(nodeId, value, max)
  }

  /** A node begins. Moves nothing once the server has sent snapshots, which say the same exactly. */
  applyExecuting(
    nodeId: ExecutionId,
    displayNodeId: ExecutionId,
    at: number | null = null
  ): boolean {
    if (isTerminal(this.#status.value)) return false
    const hasBegun = this.#nodes.applyExecuting(nodeId, displayNodeId)
    if (hasBegun && at !== null) this.#times.follow(this.#nodes.runningIds, at)
    return hasBegun
  }

  /** A node's result; also taken after the end, when it comes late [B21]. */
  applyOutput(nodeId: ExecutionId, output: NodeOutput | null, merge: boolean): void {
    const node = findManifestNode(this.manifest, nodeId)
    if (node) this.#reported.add(node.executionId)
    if (output !== null)
      this.#outputs[nodeId] = mergeNodeOutput(this.#outputs[nodeId], output, merge)
    if (!isTerminal(this.#status.value)) this.#nodes.applyResult(nodeId)
  }

  /** Ignored after the end. */
  applyPreview(image: PreviewImage): void {
    if (!isTerminal(this.#status.value)) this.#preview.value = image
  }

  /** Newest progress text of a node; texts go with the end. */
  applyText(nodeId: ExecutionId, text: string): void {
    if (!isTerminal(this.#status.value)) this.#texts[nodeId] = text
  }

  /** Older servers choose the id themselves and tell it in the answer to `POST /prompt`. */
  applyRename(promptId: PromptId): void {
    this.#promptId.value = promptId
  }

  /** The node that failed shows an error, and so do the subgraph nodes around it. */
  applyNodeError(nodeId: ExecutionId): void {
    this.#nodes.applyError(nodeId)
  }

  /** Title of a node as submitted, with the titles of the subgraph nodes around it: `Upscale › Sampler`. */
  getNodeTitle(nodeId: ExecutionId): string {
    const node = findManifestNode(this.manifest, nodeId)
    if (!node) return nodeId
    const around = getEnclosingExecutionIds(node.executionId).map(
      (id) => this.manifest.instanceTitles.get(id) ?? id
    )
    return [...around, node.title].join(' › ')
  }

  /** Its output nodes of whose results nothing was heard. */
  listUnreported(): ManifestNode[] {
    return [...this.manifest.nodes.values()].filter(
      (node) => node.isOutput && node.needed && !this.#reported.has(node.executionId)
    )
  }

  /** Where a node of this prompt stands in the document that was submitted; null for nodes it doesn't have. */
  getLocators(
    nodeId: ExecutionId
  ): { own: NodeLocatorId; enclosing: readonly NodeLocatorId[] } | null {
    const node = findManifestNode(this.manifest, nodeId)
    return node ? { own: node.locatorId, enclosing: node.enclosingLocatorIds } : null
  }
}
