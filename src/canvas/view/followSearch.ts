import type { ConnectingLink, LGraphCanvas } from '@comfyorg/litegraph'
import type { Cancel } from '@/domain/time'
import type { NodeSearchRequest, PagePoint } from '@/services/services'
import { insertNode } from '../room/insertNode'

/** What LiteGraph tells of gestures on free canvas. */
interface CanvasEventDetail {
  readonly subType: string
  readonly originalEvent: MouseEvent
  readonly linkReleaseContext?: { readonly links: readonly ConnectingLink[] }
}

/**
 * Asks for a node when free canvas is double-clicked, or a link let go there; with Shift, LiteGraph's own menu shows,
 * which offers reroutes besides.
 */
export function followSearch(
  canvas: LGraphCanvas,
  element: HTMLCanvasElement,
  ask: (request: NodeSearchRequest) => void
): Cancel {
  canvas.allow_searchbox = false
  const onCanvasEvent = (event: Event) => {
    const { detail } = event as CustomEvent<CanvasEventDetail>
    if (detail.subType === 'empty-double-click') {
      const at = getPoint(detail.originalEvent)
      ask({ at, link: null, insert: (type) => void insertNode(canvas, type, at) })
    } else if (detail.subType === 'empty-release') askForLink(canvas, detail, ask)
  }
  element.addEventListener('litegraph:canvas', onCanvasEvent)
  return () => element.removeEventListener('litegraph:canvas', onCanvasEvent)
}

function getPoint({ clientX, clientY }: MouseEvent): PagePoint {
  return { x: clientX, y: clientY }
}

function askForLink(
  canvas: LGraphCanvas,
  { originalEvent, linkReleaseContext }: CanvasEventDetail,
  ask: (request: NodeSearchRequest) => void
): void {
  // The list is LiteGraph's, and emptied when the gesture ends.
  const links = [...(linkReleaseContext?.links ?? [])]
  const first = links[0]
  if (!first) return
  if (originalEvent.shiftKey) {
    showMenu(canvas, first, originalEvent)
    return
  }
  const at = getPoint(originalEvent)
  const type = String((first.output ?? first.input)?.type ?? '*')
  ask({
    at,
    link: { type, wants: first.output ? 'input' : 'output' },
    insert: (classType) => void insertNode(canvas, classType, at, links)
  })
}

function showMenu(canvas: LGraphCanvas, link: ConnectingLink, event: MouseEvent): void {
  const { node, output, input, afterRerouteId } = link
  const ends = output ? { nodeFrom: node, slotFrom: output } : { nodeTo: node, slotTo: input }
  canvas.showConnectionMenu({ ...ends, e: event, afterRerouteId } as unknown as Parameters<
    LGraphCanvas['showConnectionMenu']
  >[0])
}
