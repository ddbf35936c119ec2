import type { NodeJson } from './documentTypes'

/** Name under which pictures of inner nodes were promoted among the widgets. */
export const PICTURES = '$$canvas-image-preview'

/** One entry of `properties.proxyWidgets`: a widget of an inner node, shown by the instance. */
export interface ProxyEntry {
  /** `-1`: the instance's own input of that name. */
  readonly nodeId: string
  readonly widgetName: string
  /** Its place in the list, which is also that of its value. */
  readonly index: number
  readonly isPicture: boolean
}

/** Reads a list of promoted widgets, which some files hold as JSON text. */
export function readProxies(node: NodeJson): ProxyEntry[] {
  const list = parse(node.properties.proxyWidgets)
  return list.flatMap((entry, index) => {
    if (!Array.isArray(entry) || entry.length < 2) return []
    const [nodeId, widgetName] = entry.map(String) as [string, string]
    return [{ nodeId, widgetName, index, isPicture: widgetName.startsWith(PICTURES) }]
  })
}

function parse(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'string') return []
  try {
    const list: unknown = JSON.parse(value)
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}
