import { t } from '@/i18n/translate'
import { ByteReader, decodeUtf8 } from './byteReader'
import type { FileTexts } from './fileTexts'
import { TextCollector, addLoose, readLeniently } from './fileTexts'

/** Elements that hold others on the way to texts. */
const CONTAINERS = new Set([0x18538067, 0x1254c367, 0x7373])
const SIMPLE_TAG = 0x67c8
const TAG_NAME = 0x45a3
const TAG_STRING = 0x4487
const MAX_DEPTH = 8

/** Tags of a WebM or Matroska file. */
export function readWebm(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => walk(bytes, 0, collector))
}

interface Element {
  readonly id: number
  readonly data: Uint8Array
}

function* listElements(bytes: Uint8Array): Generator<Element> {
  const reader = new ByteReader(bytes)
  while (reader.remaining >= 2) {
    const id = readNumber(reader, true)
    const size = readNumber(reader, false)
    // A stream of unknown length goes on to the end; a truncated one as far as it is there.
    yield { id, data: reader.take(Math.min(size, reader.remaining)) }
  }
}

function walk(bytes: Uint8Array, depth: number, collector: TextCollector): void {
  if (depth > MAX_DEPTH) return
  for (const { id, data } of listElements(bytes)) {
    if (id === SIMPLE_TAG) readTag(data, collector)
    else if (CONTAINERS.has(id)) walk(data, depth + 1, collector)
  }
}

function readTag(bytes: Uint8Array, collector: TextCollector): void {
  let name = ''
  let text = ''
  for (const { id, data } of listElements(bytes)) {
    if (id === TAG_NAME) name = decodeUtf8(data)
    else if (id === TAG_STRING) text = decodeUtf8(data)
  }
  if (name) collector.add(name, text)
  if (/^(comment|description)$/i.test(name)) addLoose(text, collector)
}

/** A number of one to eight bytes, whose first bit set tells how many; ids keep that bit. */
function readNumber(reader: ByteReader, keepsMark: boolean): number {
  const first = reader.u8()
  const length = Math.clz32(first) - 23
  if (length > 8) throw new RangeError(t('services.noMatroska'))
  let value = keepsMark ? first : first & (0xff >> length)
  let isUnknown = value === 0xff >> length
  for (let index = 1; index < length; index++) {
    const byte = reader.u8()
    isUnknown &&= byte === 0xff
    value = value * 256 + byte
  }
  return isUnknown && !keepsMark ? Number.MAX_SAFE_INTEGER : value
}
