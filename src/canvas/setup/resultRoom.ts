import { LGraphNode } from '@comfyorg/litegraph'
import { getWantedHeight, hasGrowingField } from '../execution/resultLayout'
import { getResultView } from '../execution/resultView'

/** Fields that grow, such as texts of several lines, leave room for a node's result below them. */
export function keepRoomForResults(): void {
  const { prototype } = LGraphNode
  const { arrange } = prototype
  prototype.arrange = function (this: LGraphNode) {
    const room = findRoom(this)
    if (room <= 0) return arrange.call(this)
    const height = this.size[1]
    this.size[1] = height - room
    try {
      arrange.call(this)
    } finally {
      // A node that was too small for its fields has grown meanwhile.
      this.size[1] = Math.max(height, this.size[1] + room)
    }
  }
}

function findRoom(node: LGraphNode): number {
  const wanted = getWantedHeight(getResultView(node))
  if (wanted === 0 || !hasGrowingField(node)) return 0
  const [, least = 0] = node.computeSize()
  return Math.min(wanted, node.size[1] - least)
}
