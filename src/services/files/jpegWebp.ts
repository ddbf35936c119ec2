import { ByteReader, decodeLatin1, decodeUtf8 } from './byteReader'
import { readExif } from './exif'
import type { FileTexts } from './fileTexts'
import { TextCollector, readLeniently } from './fileTexts'

const APP1 = 0xe1
const COMMENT = 0xfe
const START_OF_SCAN = 0xda

/** EXIF and comments of a JPEG. */
export function readJpeg(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => {
    const reader = new ByteReader(bytes, false, 2)
    while (reader.remaining >= 4) {
      if (reader.u8() !== 0xff) return
      const marker = reader.u8()
      if (marker === START_OF_SCAN) return
      const data = reader.take(reader.u16() - 2)
      if (marker === APP1 && decodeLatin1(data.subarray(0, 4)) === 'Exif') readExif(data, collector)
      else if (marker === COMMENT) collector.addNamed(decodeUtf8(data))
    }
  })
}

/** EXIF of a WebP: a RIFF file, whose parts are padded to even lengths. */
export function readWebp(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => {
    const reader = new ByteReader(bytes, true, 12)
    while (reader.remaining >= 8) {
      const type = reader.ascii(4)
      const length = reader.u32()
      const data = reader.take(length)
      if (type === 'EXIF') readExif(data, collector)
      if (length % 2 === 1 && reader.remaining > 0) reader.skip(1)
    }
  })
}
