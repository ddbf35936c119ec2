import { ByteReader, decodeLatin1, decodeUtf8 } from './byteReader'
import { readExif } from './exif'
import type { FileTexts } from './fileTexts'
import { TextCollector, addLoose, readLeniently } from './fileTexts'

/** Boxes that hold others. `meta` has four bytes of its own before them, except in old QuickTime files. */
const CONTAINERS = new Set(['moov', 'udta', 'meta', 'ilst', 'trak', 'mdia'])
/** Levels of nesting; hostile files have more. */
const MAX_DEPTH = 12

/** Metadata of MP4, MOV and AVIF files: key and value items, and EXIF. */
export function readIsoMedia(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => {
    const keys: string[] = []
    walk(bytes, 0, { collector, keys })
    readAvifExif(bytes, collector)
  })
}

interface Found {
  readonly collector: TextCollector
  /** Names of items, which `ilst` gives by number from one. */
  readonly keys: string[]
}

function walk(bytes: Uint8Array, depth: number, found: Found): void {
  if (depth > MAX_DEPTH) return
  const reader = new ByteReader(bytes)
  while (reader.remaining >= 8) {
    const box = readBox(reader)
    if (!box) return
    const { type, data } = box
    if (type === 'keys') readKeys(data, found.keys)
    else if (type === 'ilst') readItems(data, found)
    else if (CONTAINERS.has(type))
      walk(type === 'meta' ? skipVersion(data) : data, depth + 1, found)
  }
}

function readBox(reader: ByteReader): { type: string; data: Uint8Array } | null {
  const size = reader.u32()
  const type = reader.ascii(4)
  if (size === 0) return { type, data: reader.take(reader.remaining) }
  const length = size === 1 ? reader.u64() - 16 : size - 8
  if (length < 0 || !Number.isSafeInteger(length)) return null
  return { type, data: reader.take(Math.min(length, reader.remaining)) }
}

function skipVersion(data: Uint8Array): Uint8Array {
  const isOld = decodeLatin1(data.subarray(4, 8)) === 'hdlr'
  return isOld ? data : data.subarray(4)
}

function readKeys(data: Uint8Array, keys: string[]): void {
  const reader = new ByteReader(data, false, 4)
  for (let count = reader.u32(); count > 0 && reader.remaining >= 8; count--) {
    const length = reader.u32() - 8
    reader.skip(4)
    keys.push(decodeUtf8(reader.take(length)))
  }
}

/** Each item holds a `data` box: eight bytes of type and locale, then the value. */
function readItems(bytes: Uint8Array, { collector, keys }: Found): void {
  const reader = new ByteReader(bytes)
  while (reader.remaining >= 8) {
    const size = reader.u32()
    const nameBytes = reader.take(4)
    const inner = new ByteReader(reader.take(size - 8))
    const value = readBox(inner)
    if (value?.type !== 'data') continue
    const text = decodeUtf8(value.data.subarray(8))
    const number = new DataView(nameBytes.buffer, nameBytes.byteOffset).getUint32(0)
    const key = keys[number - 1]
    const name = key?.split('.').at(-1)
    if (name) collector.add(name, text)
    // A comment or a description, with a key of its own or without.
    if (!name || name === 'comment') addLoose(text, collector)
  }
}

/** The EXIF item of an AVIF stands in its data: found by its header, since its place is told in many ways. */
function readAvifExif(bytes: Uint8Array, collector: TextCollector): void {
  if (!decodeLatin1(bytes.subarray(8, 12)).startsWith('avi')) return
  for (const mark of ['II*\0', 'MM\0*']) {
    const at = indexOf(bytes, mark)
    if (at !== -1) readExif(bytes.subarray(at), collector)
  }
}

function indexOf(bytes: Uint8Array, mark: string): number {
  const wanted = Array.from(mark, (character) => character.charCodeAt(0))
  for (let at = bytes.indexOf(wanted[0]!); at !== -1; at = bytes.indexOf(wanted[0]!, at + 1))
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at
  return -1
}
