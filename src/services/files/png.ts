import { ByteReader, decodeLatin1, decodeUtf8, splitAtZero } from './byteReader'
import { readExif } from './exif'
import type { FileTexts } from './fileTexts'
import { TextCollector, readLeniently } from './fileTexts'
import { inflate } from './inflate'

const SIGNATURE_LENGTH = 8
const TEXT_CHUNKS = new Set(['tEXt', 'zTXt', 'iTXt'])
/** Bytes of a name, by the standard. */
const MAX_NAME = 79
/** Bytes of a text; beyond that it is no workflow. */
const MAX_TEXT = 64 * 1024 * 1024

/** Text chunks of a PNG, plain, compressed and international, before and after the picture; its EXIF besides. */
export function readPng(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, async () => {
    const reader = new ByteReader(bytes, false, SIGNATURE_LENGTH)
    while (reader.remaining >= 8) {
      const length = reader.u32()
      const type = reader.ascii(4)
      if (type === 'IEND') return
      const data = reader.take(length)
      reader.skip(4)
      await readChunk(type, data, collector)
    }
  })
}

async function readChunk(type: string, data: Uint8Array, collector: TextCollector): Promise<void> {
  if (type === 'eXIf') readExif(data, collector)
  if (!TEXT_CHUNKS.has(type)) return
  const [nameBytes, rest] = splitAtZero(data.subarray(0, MAX_TEXT))
  const name = decodeLatin1(nameBytes.subarray(0, MAX_NAME))
  if (!collector.wants(name)) return
  if (type === 'tEXt') collector.add(name, decodeEither(rest))
  else if (type === 'zTXt') collector.add(name, decodeEither(await inflate(rest.subarray(1))))
  else collector.add(name, await readInternational(rest))
}

async function readInternational(rest: Uint8Array): Promise<string> {
  const isCompressed = rest[0] === 1
  const [, translated] = splitAtZero(rest.subarray(2))
  const [, text] = splitAtZero(translated)
  return decodeUtf8(isCompressed ? await inflate(text) : text)
}

/** The standard says Latin-1; several writers use UTF-8 all the same. */
function decodeEither(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes)
  return text.includes('\uFFFD') ? decodeLatin1(bytes) : text
}
