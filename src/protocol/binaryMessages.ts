/** Event numbers, the first word of a binary frame, big-endian (protocol.md §2). */
export const BINARY_EVENT = { preview: 1, text: 3, previewWithMetadata: 4 } as const

/** Picture formats of type-1 frames; anything else is treated as JPEG. */
export const PREVIEW_FORMAT = { jpeg: 1, png: 2 } as const

/** What a type-4 frame says of its picture, in the server's words. */
export interface PreviewMetadataWire {
  readonly node_id: string
  readonly prompt_id: string
  readonly display_node_id?: string | null
  readonly parent_node_id?: string | null
  readonly real_node_id?: string | null
  /** `image/jpeg` or `image/png`; hosted servers leave it out. */
  readonly image_type?: string | null
}

/** Pictures are views of the frame's own bytes, not copies. */
export type BinaryMessage =
  /** Type 1: no ids at all. */
  | {
      readonly type: 'binary.preview'
      readonly mime: string
      readonly image: Uint8Array<ArrayBuffer>
    }
  /** Type 3: `promptId` is null in the form of released servers. */
  | {
      readonly type: 'binary.text'
      readonly promptId: string | null
      readonly nodeId: string
      readonly text: string
    }
  /** Type 4. */
  | {
      readonly type: 'binary.previewWithMetadata'
      readonly metadata: PreviewMetadataWire
      readonly mime: string
      readonly image: Uint8Array<ArrayBuffer>
    }
  /** A number nobody has told us of: to be ignored. */
  | { readonly type: 'binary.unknown'; readonly event: number }
