import type { EngineEvent } from '../engine/engine'

/** What the sockets are told. Calls come in the order in which frames must go out (protocol.md §1.6). */
export interface PromptEvents {
  /** The queue changed. @param remaining prompts that wait or run */
  status(remaining: number): void
  /** A running prompt says something. @param clientId who submitted it */
  engineEvent(promptId: string, clientId: string | null, event: EngineEvent): void
  /** A prompt has ended and is in history: `executing` with node null. */
  ended(promptId: string, clientId: string | null): void
}
