import {
  encodePreview,
  encodePreviewWithMetadata,
  encodeProgressText
} from '@/protocol/encodeBinaryFrame'
import type { EngineEvent } from '../../engine/engine'

type EnginePreview = Extract<EngineEvent, { kind: 'preview' }>
type EngineText = Extract<EngineEvent, { kind: 'text' }>

/** A frame ready to be sent, to any number of sockets. */
export interface Frame {
  /** Encoded once, however many sockets it goes to. */
  readonly data: Buffer
  readonly isBinary: boolean
  /** A later frame of the same key makes this one superfluous if it was not sent yet; null: it must be sent. */
  readonly supersededBy: string | null
}

function createBinaryFrame(bytes: Uint8Array<ArrayBuffer>, supersededBy: string | null): Frame {
  return { data: Buffer.from(bytes.buffer), isBinary: true, supersededBy }
}

/**
 * Which later message says all that this one says: `progress_state` is a full snapshot of its prompt, `progress` the
 * state of one node (protocol.md §1.5).
 */
function getSupersedingKey(type: string, data: Readonly<Record<string, unknown>>): string | null {
  if (type === 'progress_state') return `progress_state ${String(data.prompt_id)}`
  if (type === 'progress') return `progress ${String(data.prompt_id)} ${String(data.node)}`
  return null
}

export function createMessageFrame(type: string, data: Readonly<Record<string, unknown>>): Frame {
  const text = JSON.stringify({ type, data })
  const supersededBy = getSupersedingKey(type, data)
  return { data: Buffer.from(text, 'utf8'), isBinary: false, supersededBy }
}

/** A PNG may be a result that is only ever sent, as "save image over websocket" does: none may be left out. */
function getPreviewKey(promptId: string, preview: EnginePreview): string | null {
  if (preview.mime === 'image/png') return null
  return `preview ${promptId} ${preview.nodeId}`
}

/** Type 1: the picture without any id (protocol.md §2.1). */
export function createPreviewFrame(promptId: string, preview: EnginePreview): Frame {
  const bytes = encodePreview(preview.mime, preview.bytes)
  return createBinaryFrame(bytes, getPreviewKey(promptId, preview))
}

/** Type 4: the picture with its prompt and node (protocol.md §2.2). */
export function createPreviewWithMetadataFrame(promptId: string, preview: EnginePreview): Frame {
  const metadata = {
    node_id: preview.nodeId,
    prompt_id: promptId,
    display_node_id: preview.displayNodeId,
    parent_node_id: preview.parentNodeId,
    real_node_id: preview.realNodeId,
    image_type: preview.mime
  }
  const bytes = encodePreviewWithMetadata(metadata, preview.bytes)
  return createBinaryFrame(bytes, getPreviewKey(promptId, preview))
}

/** Type 3 in the released form: node id and text (protocol.md §2.4). */
export function createTextFrame({ nodeId, text }: EngineText): Frame {
  return createBinaryFrame(encodeProgressText(nodeId, text), null)
}

/** Type 3 with the prompt id in front, for clients that know the form (protocol.md §2.4). */
export function createTextWithPromptFrame(promptId: string, { nodeId, text }: EngineText): Frame {
  return createBinaryFrame(encodeProgressText(nodeId, text, promptId), null)
}
