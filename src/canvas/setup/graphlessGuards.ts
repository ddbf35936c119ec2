import { LGraphNode } from '@comfyorg/litegraph'

/**
 * Node packs change slots in `onNodeCreated`, when the node stands in no graph yet; LiteGraph throws then (trap 10).
 * Without a graph there are no links either, so only the slots themselves are touched.
 */
export function guardGraphlessNodes(): void {
  const { prototype } = LGraphNode
  const { removeInput, removeOutput, disconnectInput, disconnectOutput } = prototype
  prototype.removeInput = function (this: LGraphNode, slot) {
    if (this.graph) return removeInput.call(this, slot)
    const [removed] = this.inputs.splice(slot, 1)
    if (removed) this.onInputRemoved?.(slot, removed)
  }
  prototype.removeOutput = function (this: LGraphNode, slot) {
    if (this.graph) return removeOutput.call(this, slot)
    if (this.outputs.splice(slot, 1).length > 0) this.onOutputRemoved?.(slot)
  }
  prototype.disconnectInput = function (this: LGraphNode, slot, keepReroutes) {
    return this.graph ? disconnectInput.call(this, slot, keepReroutes) : false
  }
  prototype.disconnectOutput = function (this: LGraphNode, slot, target) {
    return this.graph ? disconnectOutput.call(this, slot, target) : false
  }
}
