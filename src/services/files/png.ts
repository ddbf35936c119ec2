import { ByteReader, decodeLatin1, decodeUtf8, splitAtZero } from './byteReader'
import { readExif } from './exif'
import type { FileTexts } from './fileTexts'
import { TextCollector, readLeniently } from './fileTexts'
import { inflate } from './inflate'

const SIGNATURE_LENGTH = 8

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
  if (type === 'tEXt') {
    const [name, text] = splitAtZero(data)
    collector.add(decodeLatin1(name), decodeEither(text))
  } else if (type === 'zTXt') {
    const [name, rest] = splitAtZero(data)
    collector.add(decodeLatin1(name), decodeEither(await inflate(rest.subarray(1))))
  } else if (type === 'iTXt') await readInternational(data, collector)
  else if (type === 'eXIf') readExif(data, collector)
}

async function readInternational(data: Uint8Array, collector: TextCollector): Promise<void> {
  const [name, rest] = splitAtZero(data)
  const isCompressed = rest[0] === 1
  const [, translated] = splitAtZero(rest.subarray(2))
  const [, text] = splitAtZero(translated)
  collector.add(decodeLatin1(name), decodeUtf8(isCompressed ? await inflate(text) : text))
}

/** The standard says Latin-1; several writers use UTF-8 all the same. */
function decodeEither(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes)
  return text.includes('\uFFFD') ? decodeLatin1(bytes) : text
}
