import type { WorkflowId } from '@/domain/ids'
import type { Cancel } from '@/domain/time'
import type { SubmitOutcome } from '../services'

type Listener = (workflowId: WorkflowId, outcome: SubmitOutcome) => void

/** A press of Run on its way to the server. */
export interface Batch {
  /** Aborted by a stop: what is not sent yet is not sent any more. */
  readonly signal: AbortSignal
  /** Resolves when those pressed before it are sent or stopped; null when there are none. */
  readonly turn: Promise<unknown> | null
  end(outcome: SubmitOutcome): void
}

/** Batches that are being sent, by workflow, in the order of their presses. */
export interface Batches {
  open(workflowId: WorkflowId): Batch
  isOpen(workflowId: WorkflowId): boolean
  /** Stops those of a workflow. What hangs on its way keeps none of the later ones waiting. */
  abort(workflowId: WorkflowId): void
  abortAll(): void
  onEnded(listener: Listener): Cancel
}

export function createBatches(): Batches {
  const open = new Map<WorkflowId, Set<AbortController>>()
  const listeners = new Set<Listener>()
  const abort = (workflowId: WorkflowId): void => {
    for (const batch of open.get(workflowId) ?? []) batch.abort()
  }
  return {
    open(workflowId) {
      const batch = new AbortController()
      const others = open.get(workflowId) ?? new Set()
      const before = [...others].map(({ signal }) => signal).filter(({ aborted }) => !aborted)
      open.set(workflowId, others.add(batch))
      return {
        signal: batch.signal,
        turn: before.length > 0 ? Promise.all(before.map(waitForEnd)) : null,
        end(outcome) {
          // Whoever waits for it hears no more of an end than of a stop.
          batch.abort()
          others.delete(batch)
          if (others.size === 0) open.delete(workflowId)
          for (const listener of listeners) listener(workflowId, outcome)
        }
      }
    },
    isOpen: (workflowId) => open.has(workflowId),
    abort,
    abortAll: () => [...open.keys()].forEach(abort),
    onEnded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}

/** Of a batch: sent, or stopped. */
function waitForEnd(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
