/** Boxes of an MP4 that hold no sound and no picture. */
const HEADERS: ReadonlySet<string> = new Set(['ftyp', 'moov', 'meta', 'udta'])
/** Boxes at the top of a file: a film in pieces has thousands of them, behind its header. */
const MOST_BOXES = 1_000

/**
 * The parts of an MP4 or MOV that may tell of a workflow, one after the other: gigabytes of film between them stay on
 * the disk. Other files of this family, such as AVIF, are left whole.
 */
export async function cutToMovieHeaders(file: Blob): Promise<Blob> {
  const parts: Blob[] = []
  let at = 0
  for (let count = 0; at + 8 <= file.size && count < MOST_BOXES; count++) {
    const box = await readBox(file, at)
    if (box.type === 'ftyp' && box.brand.startsWith('avi')) return file
    if (HEADERS.has(box.type)) parts.push(file.slice(at, at + box.size))
    if (box.size < 8) break
    at += box.size
  }
  return new Blob(parts)
}

async function readBox(
  file: Blob,
  at: number
): Promise<{ readonly type: string; readonly brand: string; readonly size: number }> {
  const head = new DataView(await file.slice(at, at + 16).arrayBuffer())
  const readText = (from: number): string =>
    String.fromCharCode(
      ...new Uint8Array(head.buffer, from, Math.max(0, Math.min(4, head.byteLength - from)))
    )
  const short = head.getUint32(0)
  // 0: to the end of the file; 1: the size follows, as it is too large for its place.
  const size =
    short === 0
      ? file.size - at
      : short === 1 && head.byteLength === 16
        ? Number(head.getBigUint64(8))
        : short
  return { type: readText(4), brand: readText(8), size }
}
