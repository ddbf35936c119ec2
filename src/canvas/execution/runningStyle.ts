import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'

/** Nodes of the workflow in front that run now. */
const running = new WeakSet<LGraphNode>()

const STYLE = { padding: 5, lineWidth: 3 }
/** LiteGraph's own is as wide as a title. */
const ERROR_STYLE = { padding: 6, lineWidth: 3 }

let colour = '#5b95ff'

/** Gives a node LiteGraph's outline for as long as it runs or is faulty; node packs read the same functions. */
export function installRunningStyle(node: LGraphNode): void {
  node.strokeStyles.running ??= () => (running.has(node) ? { ...STYLE, color: colour } : undefined)
  node.strokeStyles.error = () =>
    node.has_errors ? { ...ERROR_STYLE, color: LiteGraph.NODE_ERROR_COLOUR } : undefined
}

/** @returns whether that changed anything */
export function applyRunning(node: LGraphNode, isRunning: boolean): boolean {
  if (running.has(node) === isRunning) return false
  if (isRunning) running.add(node)
  else running.delete(node)
  return true
}

export function applyRunningColour(next: string): void {
  colour = next
}
