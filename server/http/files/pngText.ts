const SIGNATURE_LENGTH = 8
const HEADER_CHUNK_END = 33
const TEXT_CHUNKS = new Set(['tEXt', 'iTXt', 'zTXt'])

function isPng(bytes: Buffer): boolean {
  return bytes.length > HEADER_CHUNK_END && bytes.toString('latin1', 1, 4) === 'PNG'
}

/** The text chunks of a PNG (a workflow lies in one), as they are. */
function listTextChunks(png: Buffer): Buffer[] {
  const chunks: Buffer[] = []
  let start = SIGNATURE_LENGTH
  while (start + 12 <= png.length) {
    const end = start + 12 + png.readUInt32BE(start)
    if (end > png.length) break
    if (TEXT_CHUNKS.has(png.toString('latin1', start + 4, start + 8))) {
      chunks.push(png.subarray(start, end))
    }
    start = end
  }
  return chunks
}

/** Puts the texts of one PNG into another; anything else than a PNG has none. */
export function copyPngTexts(from: Buffer, to: Buffer): Buffer {
  if (!isPng(from) || !isPng(to)) return to
  const head = to.subarray(0, HEADER_CHUNK_END)
  return Buffer.concat([head, ...listTextChunks(from), to.subarray(HEADER_CHUNK_END)])
}
