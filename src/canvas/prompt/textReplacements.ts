import type { LGraph, LGraphNode } from '@comfyorg/litegraph'
import { listNodes } from '../graph/walkGraph'
import { getWidgets } from '../widgets/widget'

/** Characters that no file name may have. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what must go
const FORBIDDEN = /[/?<>\\:*|"\u0000-\u001F\u007F]/g

const DATE_PARTS: Readonly<Record<string, (date: Date) => number>> = {
  d: (date) => date.getDate(),
  M: (date) => date.getMonth() + 1,
  h: (date) => date.getHours(),
  m: (date) => date.getMinutes(),
  s: (date) => date.getSeconds()
}

/**
 * Fills in `%Node.widget%` (the node found by its `Node name for S&R` property, else by its title) and
 * `%date:yyyy-MM-dd%`. What is not found stays; the server has placeholders of its own.
 */
export function replacePlaceholders(text: string, root: LGraph, now: Date): string {
  return text.replaceAll(/%([^%]+)%/g, (whole, name: string) => {
    if (name.startsWith('date:')) return formatDate(name.slice('date:'.length), now)
    const parts = name.split('.')
    const [nodeName, widgetName] = parts
    if (parts.length !== 2 || !nodeName || !widgetName) return whole
    const node = findNode(root, nodeName)
    const widget = node && getWidgets(node).find((candidate) => candidate.name === widgetName)
    return widget ? String(widget.value ?? '').replaceAll(FORBIDDEN, '_') : whole
  })
}

function findNode(root: LGraph, name: string): LGraphNode | undefined {
  const nodes = listNodes(root)
  return (
    nodes.find((node) => node.properties['Node name for S&R'] === name) ??
    nodes.find((node) => node.title === name)
  )
}

export function formatDate(format: string, date: Date): string {
  return format.replaceAll(/y{1,4}|([dMhms])\1?/g, (token) => {
    if (token.startsWith('y')) return String(date.getFullYear()).slice(-Math.max(2, token.length))
    return String(DATE_PARTS[token[0]!]!(date)).padStart(token.length, '0')
  })
}
