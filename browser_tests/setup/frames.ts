const encoder = new TextEncoder()

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

function text(value: string): Uint8Array {
  const bytes = encoder.encode(value)
  return Buffer.concat([word(bytes.length), bytes])
}

/** A picture of one pixel each; their bytes tell them apart. */
export const PIXELS = {
  red: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64'
  ),
  black: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    'base64'
  )
} as const

/** Binary type 4: a preview with metadata. */
export function encodePreview(promptId: string, nodeId: string, image: Uint8Array): Uint8Array {
  const metadata = {
    node_id: nodeId,
    prompt_id: promptId,
    display_node_id: nodeId,
    parent_node_id: null,
    real_node_id: nodeId,
    image_type: 'image/png'
  }
  return Buffer.concat([word(4), text(JSON.stringify(metadata)), image])
}

/** Binary type 1: a preview without any id. */
export function encodePlainPreview(image: Uint8Array): Uint8Array {
  return Buffer.concat([word(1), word(2), image])
}

/** Binary type 3: progress text, as released; with a prompt id the proposed form. */
export function encodeProgressText(nodeId: string, line: string, promptId?: string): Uint8Array {
  const prefix = promptId === undefined ? [] : [text(promptId)]
  return Buffer.concat([word(3), ...prefix, text(nodeId), encoder.encode(line)])
}
