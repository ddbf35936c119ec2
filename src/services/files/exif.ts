import { ByteReader, decodeLatin1, decodeUtf8 } from './byteReader'
import type { TextCollector } from './fileTexts'
import { trimZeros } from './fileTexts'

/** Tags that hold texts: ComfyUI uses Make and Model, A1111's tools the user's comment. */
const TEXT_TAGS = new Set([0x010e, 0x010f, 0x0110, 0x0131])
const USER_COMMENT = 0x9286
const EXIF_POINTER = 0x8769
/** Directories that are read at most; they may point at one another. */
const MAX_DIRECTORIES = 8
const BYTE_SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 7: 1 }

/** Texts of EXIF data (a TIFF directory), of which `workflow:` and `prompt:` are ComfyUI's. */
export function readExif(bytes: Uint8Array, collector: TextCollector): void {
  const start = decodeLatin1(bytes.subarray(0, 4)) === 'Exif' ? 6 : 0
  const data = bytes.subarray(start)
  const reader = new ByteReader(data)
  reader.isLittle = reader.ascii(2) === 'II'
  reader.skip(2)
  const open = [reader.u32()]
  for (let count = 0; count < MAX_DIRECTORIES; count++) {
    const at = open.shift()
    if (at === undefined || at === 0) return
    readDirectory(reader, at, collector, open)
  }
}

function readDirectory(
  reader: ByteReader,
  at: number,
  collector: TextCollector,
  open: number[]
): void {
  reader.position = at
  const entries = reader.u16()
  for (let index = 0; index < entries; index++) {
    reader.position = at + 2 + index * 12
    const tag = reader.u16()
    const size = (BYTE_SIZES[reader.u16()] ?? 0) * reader.u32()
    if (tag === EXIF_POINTER) open.push(reader.u32())
    if (!TEXT_TAGS.has(tag) && tag !== USER_COMMENT) continue
    if (size > 4) reader.position = reader.u32()
    const value = reader.take(size)
    collector.spend(size)
    if (tag === USER_COMMENT) readComment(value, reader.isLittle, collector)
    else collector.addNamed(trimZeros(decodeUtf8(value)))
  }
}

/** Eight bytes name the encoding; A1111's tools write UTF-16 of either order. */
function readComment(value: Uint8Array, isLittle: boolean, collector: TextCollector): void {
  const code = decodeLatin1(value.subarray(0, 8))
  const rest = value.subarray(8)
  const text = code.startsWith('UNICODE') ? decodeUtf16(rest, isLittle) : decodeUtf8(rest)
  collector.addNamed(text)
  collector.add('parameters', text)
}

function decodeUtf16(bytes: Uint8Array, isLittle: boolean): string {
  // Texts begin with a Latin letter mostly: which of its bytes is zero tells the order, whatever the header says.
  const order =
    bytes[0] === 0 ? 'utf-16be' : bytes[1] === 0 ? 'utf-16le' : isLittle ? 'utf-16le' : 'utf-16be'
  return new TextDecoder(order).decode(bytes)
}
