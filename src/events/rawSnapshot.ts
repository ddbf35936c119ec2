import type { PromptId } from '@/domain/ids'
import { toPromptId } from '@/domain/ids'
import { isIdText } from '@/protocol/guards'
import type { AttributedEvent } from './executionEvent'

/**
 * A snapshot whose prompt is known and whose nodes are not read yet. Of many in a row only the latest is applied, so
 * only that one is parsed: a busy server sends thousands a second, each of some kB.
 */
export interface RawSnapshot {
  readonly type: 'progressState'
  readonly promptId: PromptId
  readonly text: string
}

/** An event on its way through the pipeline. */
export type StreamEvent = AttributedEvent | RawSnapshot

/** How servers begin the message, with and without spaces. Any other beginning is parsed at once. */
const HEADS = [
  '{"type": "progress_state", "data": {"prompt_id": "',
  '{"type":"progress_state","data":{"prompt_id":"'
]
/** Prompt ids kept to be used again, before they are forgotten. */
const KNOWN_IDS = 1_000

export function isRawSnapshot(event: StreamEvent): event is RawSnapshot {
  return event.type === 'progressState' && 'text' in event
}

/** Finds out which prompt a text frame is a snapshot of, without parsing it; null for any other frame. */
export function createSnapshotPeek(): (text: string) => RawSnapshot | null {
  /** A part of a string keeps the whole string in memory; these are copies. */
  const copies = new Map<string, PromptId>()

  function copy(part: string): PromptId {
    const known = copies.get(part)
    if (known !== undefined) return known
    if (copies.size >= KNOWN_IDS) copies.clear()
    const fresh = toPromptId(JSON.parse(`"${part}"`) as string)
    copies.set(fresh, fresh)
    return fresh
  }
  return (text) => {
    const head = HEADS.find((begin) => text.startsWith(begin))
    if (head === undefined) return null
    const end = text.indexOf('"', head.length)
    const part = text.slice(head.length, Math.max(end, head.length))
    // What would need unescaping is left to the parser.
    if (!/^[\w-]{1,64}$/.test(part) || !isIdText(part)) return null
    return { type: 'progressState', promptId: copy(part), text }
  }
}
