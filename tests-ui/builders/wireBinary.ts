import type { PreviewMetadataWire } from '@/protocol/binaryMessages'
import {
  encodePreview,
  encodePreviewWithMetadata,
  encodeProgressText
} from '@/protocol/encodeBinaryFrame'
import { PROMPT } from './wireMessages'

/** First bytes of a JPEG and of a PNG; enough for what only looks at them. */
export const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)
export const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** A type-1 frame: a picture without any id. */
export function makePreviewFrame(image: Uint8Array = JPEG): ArrayBuffer {
  return encodePreview(image[0] === 0x89 ? 'image/png' : 'image/jpeg', image).buffer
}

/** A type-4 frame. */
export function makePreviewWithMetadataFrame(
  overrides: Partial<PreviewMetadataWire> = {},
  image: Uint8Array = JPEG
): ArrayBuffer {
  const metadata = {
    node_id: '3',
    prompt_id: PROMPT,
    display_node_id: '3',
    parent_node_id: null,
    real_node_id: '3',
    image_type: 'image/jpeg',
    ...overrides
  }
  return encodePreviewWithMetadata(metadata, image).buffer
}

/** A type-3 frame; with a prompt id, the form that only servers with the flag send. */
export function makeProgressTextFrame(
  nodeId = '3',
  text = 'Status: queued',
  promptId: string | null = null
): ArrayBuffer {
  return encodeProgressText(nodeId, text, promptId).buffer
}

/** A frame from a hex dump. */
export function makeFrameFromHex(hex: string): ArrayBuffer {
  const bytes = hex.match(/../g) ?? []
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)).buffer
}
