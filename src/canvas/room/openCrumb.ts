import type { Cancel } from '@/domain/time'
import { renameSubgraph } from '../graph/renameItem'
import { changeGraph } from '../menus/changeGraph'
import type { RoomState } from './roomState'

/** Goes up to a crumb of the way into nested subgraphs; -1 is the root. */
export function openCrumb({ stage, path }: Pick<RoomState, 'stage' | 'path'>, index: number): void {
  const { canvas } = stage.value ?? {}
  const root = canvas?.graph?.rootGraph
  const crumb = path.crumbs.value[index]
  const graph = crumb ? root?.subgraphs.get(crumb.id) : root
  if (graph) canvas?.setGraph(graph)
}

/** Names the subgraph of a crumb, for all its instances. */
export function renameCrumb({ stage, path }: RoomState, index: number, name: string): void {
  const { canvas } = stage.value ?? {}
  const crumb = path.crumbs.value[index]
  const subgraph = crumb && canvas?.graph?.rootGraph.subgraphs.get(crumb.id)
  if (!canvas || !subgraph || name === subgraph.name) return
  changeGraph(canvas, () => renameSubgraph(subgraph, name))
  path.refresh(subgraph.rootGraph)
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
