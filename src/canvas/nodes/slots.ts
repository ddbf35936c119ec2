import type { INodeInputSlot, INodeOutputSlot } from '@comfyorg/litegraph'
import { LGraphNode } from '@comfyorg/litegraph'

type SlotClass<T> = new (plain: object, node: LGraphNode) => T

interface SlotClasses {
  readonly Input: SlotClass<INodeInputSlot>
  readonly Output: SlotClass<INodeOutputSlot>
}

let classes: SlotClasses | undefined

/** LiteGraph doesn't export its slot classes; a configured node shows them. */
function getSlotClasses(): SlotClasses {
  if (classes) return classes
  const probe = new LGraphNode('')
  probe.configure({
    inputs: [{ name: '', type: '*', link: null }],
    outputs: [{ name: '', type: '*', links: null }]
  } as never)
  classes = {
    Input: probe.inputs[0]!.constructor as SlotClass<INodeInputSlot>,
    Output: probe.outputs[0]!.constructor as SlotClass<INodeOutputSlot>
  }
  return classes
}

/** An input slot outside `node.addInput`, which would measure the whole node each time. */
export function createInputSlot(node: LGraphNode, plain: object): INodeInputSlot {
  const { Input } = getSlotClasses()
  return new Input({ link: null, ...plain }, node)
}

export function createOutputSlot(node: LGraphNode, plain: object): INodeOutputSlot {
  const { Output } = getSlotClasses()
  return new Output({ links: null, ...plain }, node)
}
