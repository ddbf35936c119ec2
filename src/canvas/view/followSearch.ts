import type {
  CanvasPointerEvent,
  ConnectingLink,
  LGraphCanvas,
  LGraphGroup
} from '@comfyorg/litegraph'
import { isBorder } from '../graph/borderLinks'
import type { Cancel } from '@/domain/time'
import type { NodeSearchRequest, PagePoint } from '@/services/services'
import { isOnTitle } from './titleEditor'

/** What LiteGraph tells of gestures on free canvas. */
interface CanvasEventDetail {
  readonly subType: string
  readonly originalEvent: CanvasPointerEvent
  readonly group?: LGraphGroup
  readonly linkReleaseContext?: { readonly links: readonly ConnectingLink[] }
}

/** Puts a node at a point of the page, joined to the links. */
type InsertNode = (type: string, at: PagePoint, links: readonly ConnectingLink[]) => void

/** What happens when a link is let go on free canvas, by ComfyUI's words for it. */
type ReleaseAction = (isShift: boolean) => string

/**
 * Asks for a node when free canvas is double-clicked, or a link let go there, unless the user's settings say that
 * LiteGraph's own menu shows, which offers reroutes besides, or nothing happens.
 */
export function followSearch(
  canvas: LGraphCanvas,
  element: HTMLCanvasElement,
  ask: (request: NodeSearchRequest) => void,
  insert: InsertNode,
  getAction: ReleaseAction
): Cancel {
  canvas.allow_searchbox = false
  const onCanvasEvent = (event: Event) => {
    const { detail } = event as CustomEvent<CanvasEventDetail>
    const { subType, group, originalEvent } = detail
    const isInGroup = subType === 'group-double-click' && group && !isOnTitle(group, originalEvent)
    if (subType === 'empty-double-click' || isInGroup) {
      const at = getPoint(originalEvent)
      ask({ at, link: null, insert: (type) => insert(type, at, []) })
    } else if (subType === 'empty-release') {
      const action = getAction(originalEvent.shiftKey)
      if (action !== 'no action') askForLink(canvas, detail, ask, insert, action)
    }
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
  ask: (request: NodeSearchRequest) => void,
  insert: InsertNode,
  action: string
): void {
  // The list is LiteGraph's, and emptied when the gesture ends.
  const links = [...(linkReleaseContext?.links ?? [])]
  const first = links[0]
  if (!first) return
  const at = getPoint(originalEvent)
  const search = () =>
    ask({
      at,
      // The free slot of a border has no type yet.
      link: {
        type: String((first.output ?? first.input)?.type || '*'),
        wants: first.output ? 'input' : 'output'
      },
      insert: (classType) => insert(classType, at, links)
    })
  // LiteGraph's menu knows nothing of borders.
  if (action === 'context menu' && !isBorder(first.node))
    showMenu(canvas, first, originalEvent, search)
  else search()
}

function showMenu(
  canvas: LGraphCanvas,
  link: ConnectingLink,
  event: MouseEvent,
  search: () => void
): void {
  const { node, output, input, afterRerouteId } = link
  const ends = output ? { nodeFrom: node, slotFrom: output } : { nodeTo: node, slotTo: input }
  canvas.showConnectionMenu({
    ...ends,
    e: event,
    afterRerouteId,
    allow_searchbox: true,
    showSearchBox: search
  } as unknown as Parameters<LGraphCanvas['showConnectionMenu']>[0])
}
