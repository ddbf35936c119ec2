import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { LGraphNode } from '@comfyorg/litegraph'

/** Fields of a serialised node that LiteGraph itself reads. */
const SERIALISED = new Set([
  'id',
  'type',
  'pos',
  'size',
  'flags',
  'order',
  'mode',
  'inputs',
  'outputs',
  'title',
  'properties',
  'widgets_values',
  'color',
  'bgcolor',
  'boxcolor',
  'shape',
  'showAdvanced',
  'resizable',
  'clonable',
  'removable'
])

let own: ReadonlySet<string> | undefined

/** All members a bare node has; a document may not replace any of them. */
function getOwnMembers(): ReadonlySet<string> {
  if (own) return own
  const names = new Set<string>(Object.keys(new LGraphNode('')))
  for (
    let proto: object | null = LGraphNode.prototype;
    proto;
    proto = Object.getPrototypeOf(proto) as object | null
  )
    for (const name of Object.getOwnPropertyNames(proto)) names.add(name)
  own = names
  return names
}

/** Hooks and inner fields that a node may have without a bare one showing them. */
const RESERVED =
  /^(?:_|on[A-Z]|#)|^(?:graph|widgets|constructor|prototype|imgs|images|comfyClass|nodeData|strokeStyles|isVirtualNode|getInnerNodes|applyToGraph|getExtraMenuOptions|getSlotMenuOptions|getMenuOptions)$/

/**
 * A copy of a serialised node for `configure`, which writes every field onto the node: without fields that would
 * replace the node's own members. What node packs keep there of their own passes.
 */
export function keepKnownFields<T extends Partial<ISerialisedNode>>(info: T): T {
  const members = getOwnMembers()
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(info)) {
    if (
      SERIALISED.has(key) ||
      (!members.has(key) && !RESERVED.test(key) && typeof value !== 'function')
    )
      kept[key] = value
  }
  return kept as T
}
