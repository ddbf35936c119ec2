import { ByteReader, decodeLatin1, decodeUtf8 } from './byteReader'
import type { FileTexts } from './fileTexts'
import { TextCollector, addLoose, readLeniently } from './fileTexts'

const VORBIS_COMMENT = 4

/** Vorbis comments of a FLAC. */
export function readFlac(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => {
    const reader = new ByteReader(bytes, false, 4)
    for (let isLast = false; !isLast;) {
      const header = reader.u8()
      const length = (reader.u8() << 16) | reader.u16()
      const data = reader.take(length)
      if ((header & 0x7f) === VORBIS_COMMENT) readVorbisComments(data, collector)
      isLast = (header & 0x80) !== 0
    }
  })
}

/** Vorbis comments of an Ogg file, with Vorbis, Opus or FLAC inside; its pages are put together first. */
export function readOgg(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => {
    for (const packet of listPackets(bytes)) {
      const start = decodeLatin1(packet.subarray(0, 8))
      if (start.startsWith('\x03vorbis')) readVorbisComments(packet.subarray(7), collector)
      else if (start === 'OpusTags') readVorbisComments(packet.subarray(8), collector)
      else if ((packet[0] ?? 0) % 0x80 === VORBIS_COMMENT)
        readVorbisComments(packet.subarray(4), collector)
    }
  })
}

/** Comments stand in the first packets; sound follows for as long as it lasts. */
const HEADER_PACKETS = 4

function listPackets(bytes: Uint8Array): Uint8Array[] {
  const reader = new ByteReader(bytes, true)
  const packets: Uint8Array[] = []
  let parts: Uint8Array[] = []
  while (packets.length < HEADER_PACKETS && reader.remaining >= 27) {
    if (reader.ascii(4) !== 'OggS') break
    reader.skip(22)
    for (const length of reader.take(reader.u8()).slice()) {
      parts.push(reader.take(length))
      if (length === 255) continue
      packets.push(concat(parts))
      parts = []
    }
  }
  return packets
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function readVorbisComments(bytes: Uint8Array, collector: TextCollector): void {
  const reader = new ByteReader(bytes, true)
  reader.skip(reader.u32())
  for (let count = reader.u32(); count > 0; count--) {
    const text = decodeUtf8(reader.take(reader.u32()))
    const at = text.indexOf('=')
    if (at > 0) collector.add(text.slice(0, at), text.slice(at + 1))
  }
}

/** User-defined texts and comments of an MP3's ID3v2 tag. */
export function readMp3(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => {
    const reader = new ByteReader(bytes, false, 3)
    const version = reader.u8()
    reader.skip(2)
    const end = readSynchsafe(reader) + 10
    while (reader.position + 10 <= end) {
      const type = reader.ascii(4)
      const length = version >= 4 ? readSynchsafe(reader) : reader.u32()
      reader.skip(2)
      const data = reader.take(length)
      if (type === 'TXXX') readUserText(data, collector)
      else if (type === 'COMM') addLoose(decodeText(data[0] ?? 0, data.subarray(4)), collector)
    }
  })
}

/** Seven bits a byte. */
function readSynchsafe(reader: ByteReader): number {
  return [...reader.take(4)].reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
}

function readUserText(data: Uint8Array, collector: TextCollector): void {
  const text = decodeText(data[0] ?? 0, data.subarray(1))
  const at = text.indexOf('\0')
  if (at !== -1) collector.add(text.slice(0, at), text.slice(at + 1))
}

function decodeText(encoding: number, bytes: Uint8Array): string {
  if (encoding === 0) return decodeLatin1(bytes)
  if (encoding === 3) return decodeUtf8(bytes)
  // Each part begins with its own mark of the byte order.
  const isBig = encoding === 2 || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return new TextDecoder(isBig ? 'utf-16be' : 'utf-16le').decode(bytes).replaceAll('\uFEFF', '')
}
