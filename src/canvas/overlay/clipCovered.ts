import type { LGraphNode } from '@comfyorg/litegraph'
import type { Box } from '../execution/box'

/** Nodes drawn after this one that lie over part of it, as boxes in graph coordinates. */
export function listCovers(nodes: readonly LGraphNode[], index: number): Box[] {
  const own = nodes[index]
  if (!own) return []
  const box = toBox(own)
  const covers: Box[] = []
  for (let above = index + 1; above < nodes.length; above++) {
    const other = toBox(nodes[above]!)
    if (overlap(box, other)) covers.push(other)
  }
  return covers
}

/** `clip-path` that leaves out what is covered; `none` when nothing is. */
export function makeClip(box: Box, covers: readonly Box[]): string {
  const hiding = covers.filter((cover) => overlap(box, cover))
  if (hiding.length === 0) return 'none'
  let visible: readonly Box[] = [box]
  for (const cover of hiding) visible = visible.flatMap((part) => subtract(part, cover))
  const parts = visible.map(({ x, y, width, height }) => {
    const left = round(x - box.x)
    const top = round(y - box.y)
    return `M${left} ${top}h${round(width)}v${round(height)}h${-round(width)}z`
  })
  return parts.length > 0 ? `path("${parts.join('')}")` : 'inset(100%)'
}

function toBox({ boundingRect: [x = 0, y = 0, width = 0, height = 0] }: LGraphNode): Box {
  return { x, y, width, height }
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** What is left of a box without another: up to four boxes around it. */
function subtract(box: Box, hole: Box): Box[] {
  if (!overlap(box, hole)) return [box]
  const right = box.x + box.width
  const bottom = box.y + box.height
  const top = Math.max(box.y, hole.y)
  const end = Math.min(bottom, hole.y + hole.height)
  const holeRight = hole.x + hole.width
  return [
    { x: box.x, y: box.y, width: box.width, height: hole.y - box.y },
    { x: box.x, y: end, width: box.width, height: bottom - end },
    { x: box.x, y: top, width: hole.x - box.x, height: end - top },
    { x: holeRight, y: top, width: right - holeRight, height: end - top }
  ].filter(({ width, height }) => width > 0 && height > 0)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
