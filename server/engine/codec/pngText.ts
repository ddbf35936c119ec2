import { crc32 } from 'node:zlib'
import { toAscii } from '../values/pythonText'

/** Signature and the IHDR chunk, which has to come first. */
const HEADER_BYTES = 8 + 25

function createTextChunk(keyword: string, json: string): Buffer {
  const body = Buffer.from(`tEXt${keyword}\0${toAscii(json)}`, 'latin1')
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

/** A keyword of a tEXt chunk: 1 to 79 characters of Latin-1, without control characters. */
function isKeyword(text: string): boolean {
  return /^[\u0020-\u007E\u00A1-\u00FF]{1,79}$/.test(text)
}

/**
 * Writes values as JSON into the picture's metadata, one tEXt chunk each. ComfyUI puts `prompt` and `workflow` there;
 * that is how a picture brings its workflow back when it is dropped on the canvas.
 */
export function insertPngText(
  png: Buffer,
  entries: readonly (readonly [string, unknown])[]
): Buffer {
  const chunks = entries
    .filter(([keyword, value]) => isKeyword(keyword) && value !== undefined)
    .map(([keyword, value]) => createTextChunk(keyword, JSON.stringify(value)))
  return Buffer.concat([png.subarray(0, HEADER_BYTES), ...chunks, png.subarray(HEADER_BYTES)])
}
