import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ApiPrompt } from '@/protocol/prompt'
import type { EngineEvent, EngineJob, EngineResult, ValidationResult } from '../engine/engine'

/** What the queue hands prompts to. */
export interface Backend {
  /** Prompts that can run at the same time. */
  readonly capacity: number
  getObjectInfo(): Promise<ObjectInfoWire>
  /** @param partialTargets restricts execution to these output nodes */
  validate(prompt: ApiPrompt, partialTargets: readonly string[] | null): Promise<ValidationResult>
  /** Executes a job; resolves when it has ended, however, and emits nothing after that. Never rejects. */
  run(job: EngineJob, emit: (event: EngineEvent) => void): Promise<EngineResult>
  /** Asks one running job to stop. @returns false when it isn't running */
  interrupt(promptId: string): boolean
  /** Forgets cached results. */
  free(): void
  close(): Promise<void>
}
