import type { Cancel } from '@/domain/time'
import type { RoomState } from './roomState'

/** Goes up to a crumb of the way into nested subgraphs; -1 is the root. */
export function openCrumb({ stage, path }: Pick<RoomState, 'stage' | 'path'>, index: number): void {
  const { canvas } = stage.value ?? {}
  const root = canvas?.graph?.rootGraph
  const crumb = path.crumbs.value[index]
  const graph = crumb ? root?.subgraphs.get(crumb.id) : root
  if (graph) canvas?.setGraph(graph)
}

/** Escape goes one subgraph up, unless it ends something on the canvas. */
export function followEscape(state: RoomState, element: HTMLElement): Cancel {
  // Before LiteGraph hears of it: by then the link under way is gone.
  const onKeydown = (event: KeyboardEvent) => {
    const { canvas } = state.stage.value ?? {}
    const depth = state.path.crumbs.value.length
    if (event.key !== 'Escape' || depth === 0 || canvas?.linkConnector.isConnecting) return
    event.preventDefault()
    openCrumb(state, depth - 2)
  }
  element.addEventListener('keydown', onKeydown, true)
  return () => element.removeEventListener('keydown', onKeydown, true)
}
