import type { QueuedPrompt } from './queuedPrompt'

/** At once, or when a server that has the prompt has answered. */
export type Eventually<Value> = Value | Promise<Value>

/** What the routes ask of a queue, wherever its prompts run. */
export interface PromptList {
  /** Prompts that wait or run. */
  readonly remaining: number
  /** In the order of starting. */
  getRunning(): readonly QueuedPrompt[]
  /** In the order of execution. */
  getPending(): readonly QueuedPrompt[]
  getPendingOne(promptId: string): QueuedPrompt | null
  /** Takes out pending prompts; running and unknown ones are left alone. @returns how many went */
  deletePending(promptIds: readonly string[]): Eventually<number>
  clearPending(): Eventually<void>
  /** Stops one prompt if it runs. @returns whether it ran */
  interrupt(promptId: string): Eventually<boolean>
  /** Stops whatever runs. */
  interruptAll(): Eventually<void>
  /** Takes a prompt out or stops it, whichever applies. @returns false when there was nothing to do */
  cancel(promptId: string): Eventually<boolean>
}
