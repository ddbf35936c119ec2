import type { Member } from '../../backends/pool/member'
import type { QueuedPrompt } from '../queuedPrompt'

/** A prompt that one of several servers has. */
export interface RemotePrompt {
  queued: QueuedPrompt
  readonly member: Member
  /** Where it lies in the store; null: not yet, or the disk refused. */
  place: number | null
  /** `sent`: the server has not said whether it takes it. */
  phase: 'sent' | 'pending' | 'running'
  /** As shown to people; null before the first. */
  currentNode: string | null
  /** Was its owner told how it ended? */
  isEndTold: boolean
  /** Is its end being looked up? */
  isEnding: boolean
}

export function createRemotePrompt(queued: QueuedPrompt, member: Member): RemotePrompt {
  return {
    queued,
    member,
    place: null,
    phase: 'sent',
    currentNode: null,
    isEndTold: false,
    isEnding: false
  }
}
