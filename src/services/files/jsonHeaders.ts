import { ByteReader, decodeUtf8 } from './byteReader'
import type { FileTexts } from './fileTexts'
import { TextCollector, readLeniently } from './fileTexts'

const JSON_CHUNK = 0x4e4f534a

/** The metadata in a safetensors file's header; a latent's holds prompt and workflow. */
export function readSafetensors(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => {
    const reader = new ByteReader(bytes, true)
    const header = parse(decodeUtf8(reader.take(reader.u64())))
    addAll(header?.__metadata__, collector)
  })
}

/** `asset.extras` of a binary glTF file. */
export function readGlb(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => {
    const reader = new ByteReader(bytes, true, 12)
    const length = reader.u32()
    if (reader.u32() !== JSON_CHUNK) return
    const { asset } = parse(decodeUtf8(reader.take(length))) ?? {}
    addAll((asset as Record<string, unknown> | undefined)?.extras, collector)
  })
}

/** JSON in the metadata of an SVG. Only read as text: nothing of the picture is made an element. */
export function readSvg(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => {
    const text = decodeUtf8(bytes)
    const [, content = ''] = /<metadata[^>]*>([\s\S]*?)<\/metadata>/i.exec(text) ?? []
    const [, json = ''] = /<!\[CDATA\[([\s\S]*?)\]\]>/.exec(content) ?? [null, content]
    addAll(parse(json), collector)
  })
}

function addAll(values: unknown, collector: TextCollector): void {
  if (typeof values !== 'object' || values === null) return
  for (const [name, value] of Object.entries(values))
    collector.add(name, typeof value === 'string' ? value : JSON.stringify(value))
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
