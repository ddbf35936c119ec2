import type { LGraph, Subgraph } from '@comfyorg/litegraph'
import type { ShallowRef } from 'vue'
import { shallowRef } from 'vue'

/** One step of the way from the root to what the canvas shows. */
export interface SubgraphCrumb {
  readonly title: string
  /** The subgraph's id in its root graph. */
  readonly id: string
}

/** The way into nested subgraphs, for breadcrumbs; empty at the root. */
export interface SubgraphPath {
  readonly crumbs: Readonly<ShallowRef<readonly SubgraphCrumb[]>>
  /** The canvas shows this graph now. */
  noteShown(graph: LGraph): void
  /** Subgraphs of this workflow may have other names now. */
  refresh(root: LGraph): void
  /** Replaces the way, when a node deep inside was asked for. */
  setPath(path: readonly Subgraph[]): void
}

export function createSubgraphPath(): SubgraphPath {
  const crumbs = shallowRef<readonly SubgraphCrumb[]>([])
  /** The workflow that the way is in. */
  let root: LGraph | null = null
  return {
    crumbs,
    noteShown(graph) {
      const before = graph.rootGraph === root ? crumbs.value : []
      root = graph.rootGraph
      if (graph.isRootGraph) {
        if (crumbs.value.length > 0) crumbs.value = []
        return
      }
      // By id: undoing makes the same subgraphs anew.
      const place = before.findIndex(({ id }) => id === graph.id)
      const kept = place === -1 ? before : before.slice(0, place)
      crumbs.value = [...kept, toCrumb(graph as Subgraph)]
    },
    refresh(changed) {
      if (changed !== root) return
      const next = crumbs.value.map((crumb) => {
        const name = changed.subgraphs.get(crumb.id)?.name
        return name === undefined || name === crumb.title ? crumb : { ...crumb, title: name }
      })
      if (next.some((crumb, index) => crumb !== crumbs.value[index])) crumbs.value = next
    },
    setPath(path) {
      root = path[0]?.rootGraph ?? null
      crumbs.value = path.map(toCrumb)
    }
  }
}

function toCrumb({ id, name }: Subgraph): SubgraphCrumb {
  return { id, title: name }
}
