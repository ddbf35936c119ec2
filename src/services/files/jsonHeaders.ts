import { ByteReader, decodeUtf8 } from './byteReader'
import type { FileTexts } from './fileTexts'
import { TextCollector, readLeniently } from './fileTexts'

const JSON_CHUNK = 0x4e4f534a
/** Bytes that are read as text at most; a workflow has a few megabytes. */
const MAX_TEXT = 64 * 1024 * 1024

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
    if (reader.u32() !== JSON_CHUNK || length > MAX_TEXT) return
    const { asset } = parse(decodeUtf8(reader.take(length))) ?? {}
    addAll((asset as Record<string, unknown> | undefined)?.extras, collector)
  })
}

/** JSON in the metadata of an SVG. Only read as text: nothing of the picture is made an element. */
export function readSvg(bytes: Uint8Array): Promise<FileTexts> {
  const collector = new TextCollector()
  return readLeniently(collector, () => {
    const text = decodeUtf8(bytes.subarray(0, MAX_TEXT))
    const start = text.search(/<metadata[\s>]/i)
    const content = cut(start === -1 ? '' : text.slice(start), '>', /<\/metadata>/i)
    const data = content?.includes(CDATA) ? cut(content, CDATA, /\]\]>/) : content
    addAll(parse(data ?? ''), collector)
  })
}

const CDATA = '<![CDATA['

/** What stands between the first of one and the first of the other after it. */
function cut(text: string, from: string, to: RegExp): string | null {
  const start = text.indexOf(from)
  if (start === -1) return null
  const rest = text.slice(start + from.length)
  const end = rest.search(to)
  return end === -1 ? null : rest.slice(0, end)
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
