import type { LGraphNode } from '@comfyorg/litegraph'
import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'

type Configure = (this: LGraphNode, info: ISerialisedNode) => void
type OnFault = (error: unknown) => void

const awaited = new WeakMap<LGraphNode, OnFault>()
const guards = new WeakSet<Configure>()

/**
 * Catches what goes wrong when a node is read the next time: a pack's fault in one node must not cost the document. The
 * guard sits on the node's class. A method of the node's own would have to be deleted again, and an object that something
 * was deleted from is several times slower to draw.
 */
export function guardConfigure(node: LGraphNode, onFault: OnFault): void {
  awaited.set(node, onFault)
  const prototype = Object.getPrototypeOf(node) as LGraphNode
  const holder = Object.hasOwn(node, 'configure') ? node : prototype
  if (guards.has(holder.configure)) return
  const own = Object.hasOwn(holder, 'configure') ? holder.configure : null
  const guard: Configure = function configure(info) {
    const inner = own ?? (Object.getPrototypeOf(holder) as LGraphNode).configure
    const tell = awaited.get(this)
    if (!tell) return inner.call(this, info)
    awaited.delete(this)
    try {
      inner.call(this, info)
    } catch (error) {
      tell(error)
    }
  }
  guards.add(guard)
  holder.configure = guard
}
