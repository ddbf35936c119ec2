import type { PromptId, WorkflowId } from '@/domain/ids'
import { toExecutionId } from '@/domain/ids'
import type { AttributedEvent, Ownership, PromptEvent } from '@/events/executionEvent'
import { getMessageNode } from './customMessages'
import { HeldEvents } from './heldEvents'
import type { LegacyEvent } from './legacyDetails'
import { translateConnectionEvent, translatePromptEvent } from './legacyDetails'
import type { LensSource } from './lensSource'

/** Where events go. */
export interface LensTarget {
  /** To everybody. @param isCustom of a type that a pack made up */
  dispatch(event: LegacyEvent, isCustom?: boolean): void
  /** To those who asked for every workflow's events. */
  dispatchToAll(event: LegacyEvent, promptId: PromptId, workflowId: WorkflowId | null): void
}

/** Only the focus prompt's: they make up the one serial stream. */
const STATEFUL = new Set<PromptEvent['type']>([
  'started',
  'cached',
  'progressState',
  'progress',
  'executing',
  'preview',
  'progressText'
])

const ENDS = new Set<PromptEvent['type']>(['drained', 'succeeded', 'failed', 'interrupted'])

/**
 * Events as node packs know them, from the time when there was one run: a serial stream of the active workflow's focus
 * prompt, in which start and null never interleave [B44], with the results of that workflow; the ends of all own
 * prompts; and what concerns everybody.
 */
export class LegacyLens {
  readonly #source: LensSource
  readonly #target: LensTarget
  readonly #held = new HeldEvents()
  /** The prompt whose start was told, and whose end was not. */
  #open: PromptId | null = null
  /** The prompt whose end was told last: what comes late of it opens nothing. */
  #ended: PromptId | null = null

  constructor(source: LensSource, target: LensTarget) {
    this.#source = source
    this.#target = target
  }

  handle(event: AttributedEvent, ownership: Ownership): void {
    if (event.type === 'custom') return this.#handleCustom(event.name, event.detail, event.promptId)
    if (event.promptId === null) return this.#target.dispatch(translateConnectionEvent(event))
    if (ownership === 'own') this.#handlePrompt(event)
  }

  /** Another workflow is in front: the stream of the old one ends, that of the new one begins where it stands. */
  activate(workflowId: WorkflowId | null): void {
    if (this.#open !== this.#source.getFocus()) {
      this.#close()
      this.#followFocus()
    }
    if (!workflowId) return
    for (const event of this.#held.release(workflowId)) this.#target.dispatch(event)
  }

  forgetWorkflow(workflowId: WorkflowId): void {
    this.#held.forget(workflowId)
  }

  #handlePrompt(event: PromptEvent): void {
    const { promptId, type } = event
    const workflowId = this.#source.getWorkflow(promptId)
    for (const legacy of translatePromptEvent(event))
      this.#target.dispatchToAll(legacy, promptId, workflowId)
    const isActive = workflowId !== null && workflowId === this.#source.getActive()
    if (STATEFUL.has(type)) {
      if (isActive && this.#source.getFocus() === promptId) this.#tellStateful(event)
    } else if (isActive || type === 'succeeded') this.#tell(event)
    else if (type === 'executed' && workflowId) this.#holdResult(event, workflowId)
    if (ENDS.has(type) && this.#open === promptId) {
      this.#ended = promptId
      this.#close()
      this.#followFocus()
    }
  }

  #tell(event: PromptEvent): void {
    for (const legacy of translatePromptEvent(event)) this.#target.dispatch(legacy)
  }

  #tellStateful(event: PromptEvent): void {
    if (event.promptId === this.#ended) return
    if (this.#open !== event.promptId) this.#openStream(event.promptId)
    // The start has just been told.
    if (event.type !== 'started') this.#tell(event)
  }

  #openStream(promptId: PromptId): void {
    this.#close()
    this.#open = promptId
    this.#tell({ type: 'started', promptId, at: this.#source.getStart(promptId) })
  }

  /** Ends the open stream, once. */
  #close(): void {
    if (!this.#open) return
    this.#open = null
    this.#target.dispatch({ type: 'executing', detail: null })
  }

  /** Goes on with what the active workflow runs now, from the node it is at. */
  #followFocus(): void {
    const promptId = this.#source.getFocus()
    if (!promptId || promptId === this.#ended) return
    this.#openStream(promptId)
    const node = this.#source.getRunningNode(promptId)
    if (node) this.#target.dispatch({ type: 'executing', detail: node })
  }

  /** Feeds fill up when the workflow comes to the front; the nodes themselves were told at once. */
  #holdResult(event: PromptEvent, workflowId: WorkflowId): void {
    for (const { type, detail } of translatePromptEvent(event))
      this.#held.hold(workflowId, { type, detail: { ...(detail as object), replayed: true } })
  }

  /**
   * Packs' own messages mostly name a node and no prompt, and reach every client. One that names a node must not act
   * on another workflow's node of the same id: it waits for its workflow, or is dropped when no run of ours can be
   * meant.
   */
  #handleCustom(type: string, detail: unknown, promptId: PromptId | null): void {
    const node = getMessageNode(detail)
    if (node === null) return this.#target.dispatch({ type, detail }, true)
    const workflowId = promptId
      ? this.#source.getWorkflow(promptId)
      : this.#source.findRunningWorkflow(toExecutionId(node))
    if (!workflowId) return
    if (workflowId === this.#source.getActive()) this.#target.dispatch({ type, detail }, true)
    else this.#held.hold(workflowId, { type, detail })
  }
}
