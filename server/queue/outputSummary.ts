import { isRecord } from '@/protocol/guards'

type Item = Readonly<Record<string, unknown>>

export interface OutputSummary {
  /** Items that are files (or objects of a pack's own kind); texts don't count. */
  readonly count: number
  readonly previewableCount: number
  /** The item to show for the job, with `nodeId` and `mediaType`; null when there is none. */
  readonly preview: Item | null
}

const PREVIEWABLE_KEYS = new Set(['images', 'video', 'audio', '3d', 'text'])
const THREE_D_SUFFIXES = [
  '.glb',
  '.gltf',
  '.fbx',
  '.obj',
  '.stl',
  '.ply',
  '.splat',
  '.spz',
  '.usdz'
]
const TEXT_PREVIEW_LENGTH = 1024

function is3dFileName(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const name = value.toLowerCase()
  return THREE_D_SUFFIXES.some((suffix) => name.endsWith(suffix))
}

/** A name of a 3D file becomes a file item; nothing else about an item changes (protocol.md §3.4). */
function toItem(value: unknown): unknown {
  if (!is3dFileName(value)) return value
  const cut = value.lastIndexOf('/')
  return {
    filename: value.slice(cut + 1),
    type: 'output',
    subfolder: cut === -1 ? '' : value.slice(0, cut),
    mediaType: '3d'
  }
}

function isPreviewable(key: string, item: Item): boolean {
  if (PREVIEWABLE_KEYS.has(key)) return true
  const format = typeof item.format === 'string' ? item.format : ''
  return /^(?:video|audio)\//.test(format) || is3dFileName(item.filename)
}

/** Lists of all nodes' outputs, flags such as `animated` left out. */
function* listOutputs(outputs: Readonly<Record<string, unknown>>) {
  for (const [nodeId, output] of Object.entries(outputs)) {
    if (!isRecord(output)) continue
    for (const [key, values] of Object.entries(output)) {
      if (key === 'animated' || !Array.isArray(values)) continue
      for (const value of values) yield { nodeId, key, value: toItem(value) }
    }
  }
}

function createTextPreview(nodeId: string, text: string): Item {
  const cut = text.length > TEXT_PREVIEW_LENGTH
  return {
    content: cut ? text.slice(0, TEXT_PREVIEW_LENGTH) : text,
    nodeId,
    mediaType: 'text',
    ...(cut && { truncated: true })
  }
}

/**
 * Counts a job's outputs and chooses the one to show: the first saved previewable item, else any previewable one,
 * else a text (protocol.md §3.4).
 */
export function summariseOutputs(outputs: Readonly<Record<string, unknown>>): OutputSummary {
  let count = 0
  let previewableCount = 0
  let saved: Item | null = null
  let other: Item | null = null
  let text: Item | null = null
  for (const { nodeId, key, value } of listOutputs(outputs)) {
    if (key === 'text' && typeof value === 'string') text ??= createTextPreview(nodeId, value)
    if (!isRecord(value)) continue
    count += 1
    if (!isPreviewable(key, value)) continue
    previewableCount += 1
    const preview = { ...value, nodeId, mediaType: value.mediaType ?? key }
    if (value.type === 'output') saved ??= preview
    else other ??= preview
  }
  return { count, previewableCount, preview: saved ?? other ?? text }
}

/** Outputs as `/api/jobs/{id}` gives them: 3D file names as items, nulls dropped (protocol.md §3.4). */
export function normaliseOutputs(
  outputs: Readonly<Record<string, unknown>>
): Record<string, unknown> {
  return mapValues(outputs, (output) =>
    isRecord(output)
      ? mapValues(output, (values) =>
          Array.isArray(values)
            ? values.map(toItem).filter((value) => value !== null && value !== undefined)
            : values
        )
      : output
  )
}

function mapValues(record: Item, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
