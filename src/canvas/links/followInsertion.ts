import type { LGraphCanvas, LLink } from '@comfyorg/litegraph'
import { LGraphNode } from '@comfyorg/litegraph'
import type { Cancel } from '@/domain/time'
import { LinkHighlight, listLinksAt, toGraph } from './findLink'
import { findPassage, insertOnLink, isLoose } from './insertOnLink'

/** px of the screen between the pointer and a link that it counts as being on. */
const REACH = 12

/** A node without links that is dragged onto a link and let go there is put into it. */
export function followInsertion(canvas: LGraphCanvas, element: HTMLCanvasElement): Cancel {
  const highlight = new LinkHighlight(canvas)
  let aim: { readonly node: LGraphNode; readonly link: LLink } | null = null
  const forget = () => {
    aim = null
    highlight.clear()
  }
  const onMove = (event: PointerEvent) => {
    const node = canvas.isDragging ? getOnlySelected(canvas) : null
    if (!node && !aim) return
    const { graph } = canvas
    const link =
      node && graph && isLoose(node)
        ? listLinksAt(canvas, toGraph(canvas, event), REACH).find((l) =>
            findPassage(graph, l, node)
          )
        : undefined
    if (link && aim?.link === link) return
    forget()
    if (!node || !link) return
    aim = { node, link }
    highlight.add(link.id)
  }
  const onUp = () => {
    const now = aim
    forget()
    const { graph } = canvas
    if (now && graph && now.node.graph === graph && graph._links.has(now.link.id))
      insertOnLink(graph, now.link, now.node)
  }
  element.addEventListener('pointermove', onMove)
  // LiteGraph, which hears it first, keeps the event from those that don't capture.
  element.addEventListener('pointerup', onUp, true)
  element.addEventListener('pointercancel', forget)
  return () => {
    element.removeEventListener('pointermove', onMove)
    element.removeEventListener('pointerup', onUp, true)
    element.removeEventListener('pointercancel', forget)
  }
}

function getOnlySelected({ selectedItems }: LGraphCanvas): LGraphNode | null {
  const [item] = selectedItems
  return selectedItems.size === 1 && item instanceof LGraphNode ? item : null
}
