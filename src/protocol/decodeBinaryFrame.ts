import { BINARY_EVENT, PREVIEW_FORMAT } from './binaryMessages'
import type { BinaryMessage, PreviewMetadataWire } from './binaryMessages'
import { makeMalformed } from './decodeTextFrame'
import type { FeatureFlags } from './featureFlags'
import { hasFlag } from './featureFlags'
import { isAbsent, isIdText, isRecord } from './guards'
import { isImageType, sniffImageType } from './imageType'
import { parseWireJson } from './json'
import type { MalformedFrame } from './messages'
import { isCanonicalUuid } from './uuid'

/** Bytes of a length or number word. */
const WORD = 4

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** For text that is only shown: damaged characters are marked and the rest is kept. */
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true })

type Bytes = Uint8Array<ArrayBuffer>
type Decoded = BinaryMessage | MalformedFrame

/**
 * Reads one binary frame (protocol.md §2). Never throws.
 * @param serverFlags what the server said it can do; decides which form of progress text is looked for (§2.4)
 */
export function decodeBinaryFrame(bytes: Bytes, serverFlags: FeatureFlags): Decoded {
  const event = readWord(bytes, 0)
  if (event === null) return makeMalformed('binary', 'has no event number')
  if (event === BINARY_EVENT.preview) return decodePreview(bytes)
  if (event === BINARY_EVENT.text) return decodeProgressText(bytes, serverFlags)
  if (event === BINARY_EVENT.previewWithMetadata) return decodePreviewWithMetadata(bytes)
  return { type: 'binary.unknown', event }
}

function readWord(bytes: Bytes, at: number): number | null {
  if (bytes.length < at + WORD) return null
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at)
}

/** The length-prefixed part at an offset, and where the next begins; null when it is cut short. */
function readPart(bytes: Bytes, at: number): { part: Bytes; end: number } | null {
  const length = readWord(bytes, at)
  if (length === null || length > bytes.length - at - WORD) return null
  const end = at + WORD + length
  return { part: bytes.subarray(at + WORD, end), end }
}

function readText(bytes: Bytes): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

function decodePreview(bytes: Bytes): Decoded {
  const format = readWord(bytes, WORD)
  const image = bytes.subarray(2 * WORD)
  if (format === null || image.length === 0) return makeMalformed('preview', 'has no picture')
  const mime = format === PREVIEW_FORMAT.png ? 'image/png' : 'image/jpeg'
  return { type: 'binary.preview', mime, image }
}

function decodeProgressText(bytes: Bytes, serverFlags: FeatureFlags): Decoded {
  const first = readPart(bytes, WORD)
  if (!first) return makeMalformed('progress text', 'is cut short')
  if (hasFlag(serverFlags, 'supports_progress_text_metadata')) {
    const prefixed = decodePrefixedText(bytes, first)
    if (prefixed) return prefixed
  }
  const nodeId = readText(first.part)
  if (!isIdText(nodeId)) return makeMalformed('progress text', 'has no node id')
  const text = lenientUtf8.decode(bytes.subarray(first.end))
  return { type: 'binary.text', promptId: null, nodeId, text }
}

/** The prompt-prefixed form; null when the frame isn't one, since such servers send the released form too. */
function decodePrefixedText(
  bytes: Bytes,
  first: { part: Bytes; end: number }
): BinaryMessage | null {
  const promptId = readText(first.part)
  if (promptId === null || !isCanonicalUuid(promptId)) return null
  const second = readPart(bytes, first.end)
  const nodeId = second && readText(second.part)
  if (!second || !isIdText(nodeId)) return null
  const text = lenientUtf8.decode(bytes.subarray(second.end))
  return { type: 'binary.text', promptId, nodeId, text }
}

function decodePreviewWithMetadata(bytes: Bytes): Decoded {
  const kind = 'preview with metadata'
  const part = readPart(bytes, WORD)
  if (!part) return makeMalformed(kind, 'is cut short')
  const metadata = readMetadata(part.part)
  if (!metadata) return makeMalformed(kind, 'has no usable metadata')
  const image = bytes.subarray(part.end)
  if (image.length === 0) return makeMalformed(kind, 'has no picture')
  const mime = isImageType(metadata.image_type) ? metadata.image_type : sniffImageType(image)
  return { type: 'binary.previewWithMetadata', metadata, mime, image }
}

function readMetadata(bytes: Bytes): PreviewMetadataWire | null {
  try {
    const metadata = parseWireJson(utf8.decode(bytes))
    if (!isRecord(metadata)) return null
    const { prompt_id, node_id, display_node_id } = metadata
    const isUsable =
      isIdText(prompt_id) &&
      isIdText(node_id) &&
      (isAbsent(display_node_id) || isIdText(display_node_id))
    return isUsable ? (metadata as unknown as PreviewMetadataWire) : null
  } catch {
    return null
  }
}
