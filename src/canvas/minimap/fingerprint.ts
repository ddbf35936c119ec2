import type { LGraph } from '@comfyorg/litegraph'
import type { NodeMark } from './drawMap'
import { getNodeMark } from './drawMap'

const MARKS: readonly NodeMark[] = ['plain', 'running', 'error', 'bypassed', 'muted']

/** Mixes a number into a hash of 32 bits. */
const mix = (hash: number, value: number): number =>
  Math.imul(hash ^ (value | 0), 0x01000193) ^ (hash >>> 13)

const mixText = (hash: number, text: string | undefined): number => {
  if (!text) return mix(hash, 0)
  let mixed = hash
  for (let index = 0; index < text.length; index++) mixed = mix(mixed, text.charCodeAt(index))
  return mixed
}

/** A number that differs when the graph would look different on the minimap; cheap enough for every frame. */
export function takeFingerprint(graph: LGraph): number {
  let hash = mix(graph._links.size, graph._nodes.length)
  for (const node of graph._nodes) {
    const { pos, renderingSize } = node
    hash = mix(mix(hash, pos[0]), pos[1])
    hash = mix(mix(hash, renderingSize[0]), renderingSize[1])
    hash = mixText(mix(hash, MARKS.indexOf(getNodeMark(node))), node.bgcolor)
  }
  for (const { pos, size, color } of graph._groups) {
    hash = mix(mix(mix(mix(hash, pos[0]), pos[1]), size[0]), size[1])
    hash = mixText(hash, color)
  }
  return mix(hash, graph.state.lastLinkId)
}
