import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { MarkdownNoteNode, NoteNode } from './noteNodes'
import { PrimitiveNode } from './primitiveNode'
import { RerouteNode } from './reroute'

const VIRTUAL: readonly [
  type: string,
  nodeClass: typeof LGraphNode & { category: string },
  title: string
][] = [
  ['PrimitiveNode', PrimitiveNode as never, 'Primitive'],
  ['Reroute', RerouteNode as never, 'Reroute'],
  ['Note', NoteNode as never, 'Note'],
  ['MarkdownNote', MarkdownNoteNode as never, 'Markdown Note']
]

/** The nodes that only the canvas knows. */
export function registerVirtualNodes(): void {
  for (const [type, nodeClass, title] of VIRTUAL) {
    LiteGraph.registerNodeType(type, nodeClass)
    // Registering sets both from the name.
    nodeClass.title = title
    nodeClass.category = 'utils'
  }
}
