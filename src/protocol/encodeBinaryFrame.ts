import { BINARY_EVENT, PREVIEW_FORMAT } from './binaryMessages'
import type { PreviewMetadataWire } from './binaryMessages'

const utf8 = new TextEncoder()

function makeWord(value: number): Uint8Array {
  const word = new Uint8Array(4)
  new DataView(word.buffer).setUint32(0, value)
  return word
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    frame.set(part, at)
    at += part.length
  }
  return frame
}

function withLength(text: string): Uint8Array[] {
  const bytes = utf8.encode(text)
  return [makeWord(bytes.length), bytes]
}

/** A type-1 frame: a picture and nothing else (protocol.md §2.1). */
export function encodePreview(
  mime: 'image/jpeg' | 'image/png',
  image: Uint8Array
): Uint8Array<ArrayBuffer> {
  const format = mime === 'image/png' ? PREVIEW_FORMAT.png : PREVIEW_FORMAT.jpeg
  return join([makeWord(BINARY_EVENT.preview), makeWord(format), image])
}

/** A type-4 frame: a picture and what it belongs to (protocol.md §2.2). */
export function encodePreviewWithMetadata(
  metadata: PreviewMetadataWire,
  image: Uint8Array
): Uint8Array<ArrayBuffer> {
  const event = makeWord(BINARY_EVENT.previewWithMetadata)
  return join([event, ...withLength(JSON.stringify(metadata)), image])
}

/**
 * A type-3 frame (protocol.md §2.4).
 * @param promptId only for clients that asked for it with `supports_progress_text_metadata`; null gives the
 * form of released servers
 */
export function encodeProgressText(
  nodeId: string,
  text: string,
  promptId: string | null = null
): Uint8Array<ArrayBuffer> {
  const prefix = promptId === null ? [] : withLength(promptId)
  return join([makeWord(BINARY_EVENT.text), ...prefix, ...withLength(nodeId), utf8.encode(text)])
}
