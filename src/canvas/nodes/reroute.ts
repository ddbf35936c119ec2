import { LGraphNode, TitleMode } from '@comfyorg/litegraph'
import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { isLoadingDocument } from '../graph/loading'

/** Passes a link on. It is never part of a prompt. */
export class RerouteNode extends LGraphNode {
  static override title = 'Reroute'
  static override category = 'utils'
  static title_mode = TitleMode.NO_TITLE
  static collapsable = false
  override isVirtualNode = true

  constructor(title = 'Reroute') {
    super(title)
    this.properties = { showOutputText: false, horizontal: false }
    this.addInput('', '*')
    this.addOutput('', '*')
    this.size = [75, 26]
  }

  override computeSize(): [number, number] {
    return [75, 26]
  }

  override configure(info: ISerialisedNode): void {
    this.inputs = []
    this.outputs = []
    super.configure(info)
    if (this.inputs.length === 0) this.addInput('', '*')
    if (this.outputs.length === 0) this.addOutput('', '*')
  }

  override onConnectionsChange(): void {
    if (!isLoadingDocument()) passTypeOn(this)
  }
}

/** What is linked to its input says what its output gives; a chain of them follows. */
export function passTypeOn(node: LGraphNode, seen = new Set<LGraphNode>()): void {
  if (seen.has(node) || !node.graph) return
  seen.add(node)
  const { graph, inputs, outputs } = node
  const link = inputs[0]?.link == null ? undefined : graph._links.get(inputs[0].link)
  const origin = link && graph.getNodeById(link.origin_id)
  const output = outputs[0]
  if (!output) return
  output.type = (link && origin?.outputs[link.origin_slot]?.type) ?? '*'
  for (const id of output.links ?? []) {
    const next = graph._links.get(id)
    if (!next) continue
    const target = graph.getNodeById(next.target_id)
    if (target instanceof RerouteNode) passTypeOn(target, seen)
    else if (link) next.type = output.type
  }
  if (inputs[0]) inputs[0].type = '*'
}
