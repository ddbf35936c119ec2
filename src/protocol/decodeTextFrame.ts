import { isRecord } from './guards'
import { parseWireJson } from './json'
import type { KnownMessageType, MalformedFrame, TextMessage } from './messages'
import { MESSAGE_CHECKS } from './messageChecks'

function isKnown(type: string): type is KnownMessageType {
  return Object.hasOwn(MESSAGE_CHECKS, type)
}

export function makeMalformed(kind: string, reason: string): MalformedFrame {
  return { type: 'malformed', kind, reason }
}

/**
 * Reads one text frame, `{"type", "data"}` (protocol.md §1.2, §1.5). Messages of the core are returned as they were
 * parsed, checked but not copied. Never throws.
 */
export function decodeTextFrame(text: string): TextMessage | MalformedFrame {
  let frame: unknown
  try {
    frame = parseWireJson(text)
  } catch {
    return makeMalformed('text', 'is no JSON')
  }
  if (!isRecord(frame) || typeof frame.type !== 'string')
    return makeMalformed('text', 'has no type')
  const { type, data } = frame
  if (!isKnown(type)) return { type: 'custom', name: type, data }
  const reason = isRecord(data) ? MESSAGE_CHECKS[type](data) : 'data is no object'
  return reason === null ? (frame as unknown as TextMessage) : makeMalformed(type, reason)
}
