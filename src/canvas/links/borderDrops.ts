import type { LGraphNode, LinkConnector } from '@comfyorg/litegraph'
import type { LinkNetwork } from '@comfyorg/litegraph/dist/interfaces'
import type { SubgraphInput } from '@comfyorg/litegraph/dist/subgraph/SubgraphInput'
import type { SubgraphOutput } from '@comfyorg/litegraph/dist/subgraph/SubgraphOutput'
import { INPUT_BORDER } from '../graph/borderLinks'

type DraggedLink = LinkConnector['renderLinks'][number]
type BorderLink = Extract<DraggedLink, { readonly existingLink?: unknown }>

/**
 * Links dragged to or from a subgraph's border. LiteGraph joins slots of any types there, throws beside a slot and
 * between two borders, and leaves a link that is moved where it was.
 */
export function guardBorderDrops(connector: LinkConnector): void {
  const { moveInputLink, disconnectLinks } = connector
  let letGo: (() => void) | null = null
  connector.moveInputLink = (network, input) => {
    moveInputLink.call(connector, network, input)
    letGo = null
    for (const link of connector.renderLinks)
      if (isFromBorder(link) && link.existingLink) letGo = moveFromBorder(network, link)
  }
  connector.disconnectLinks = () => {
    disconnectLinks.call(connector)
    if (connector.draggingExistingLinks && connector.renderLinks.some(isFromBorder)) letGo?.()
  }
  connector.dropOnIoNode = (border, { canvasX, canvasY }) => {
    const slot = border.getSlotInPosition(canvasX, canvasY)
    if (!slot) return
    for (const link of connector.renderLinks) if (fits(link, slot)) join(connector, link, slot)
  }
}

function isFromBorder(link: DraggedLink): link is BorderLink {
  return link.node.id === INPUT_BORDER
}

/** Makes the dragged link leave its old end once it has a new one. @returns what takes it from its old end */
function moveFromBorder(network: LinkNetwork, link: BorderLink): () => void {
  const { target_id: nodeId, target_slot: index } = link.existingLink!
  const node = network.getNodeById(nodeId) as LGraphNode
  const old = node.inputs[index]!
  const { connectToInput, connectToRerouteInput } = link
  const letGo = () => void node.disconnectInput(index, true)
  Object.assign(link, {
    // LiteGraph would take it away itself, and leave its id in the slots.
    existingLink: undefined,
    connectToInput(...given: Parameters<typeof connectToInput>) {
      if (given[1] === old) return
      connectToInput.apply(link, given)
      letGo()
    },
    connectToRerouteInput(...given: Parameters<typeof connectToRerouteInput>) {
      connectToRerouteInput.apply(link, given)
      if (given[1].input !== old) letGo()
    }
  } satisfies Partial<BorderLink> | { existingLink: undefined })
  return letGo
}

function fits(link: DraggedLink, slot: SubgraphInput | SubgraphOutput): boolean {
  const isNode = 'inputs' in link.node
  const isFloating = 'link' in link && link.link.isFloating
  return isNode && !isFloating && slot.isValidTarget(link.fromSlot)
}

function join(
  { events }: LinkConnector,
  link: DraggedLink,
  slot: SubgraphInput | SubgraphOutput
): void {
  // What is moved leaves the input it was in; one that another output is given to stays there, and is replaced.
  if ('disconnect' in link && link.toType === 'input') link.disconnect()
  if (link.toType === 'output') link.connectToSubgraphInput(slot as SubgraphInput, events)
  else link.connectToSubgraphOutput(slot as SubgraphOutput, events)
}
