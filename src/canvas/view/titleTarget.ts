import type { LGraph } from '@comfyorg/litegraph'
import { LGraphGroup, LGraphNode, LiteGraph } from '@comfyorg/litegraph'
import { renameItem } from '../graph/renameItem'
import type { BorderSlot } from '../subgraphs/editBorder'
import { renameSlot } from '../subgraphs/editBorder'

/** px of the graph between a group's title and its edges. */
const GROUP_INSET = 2

/** A title's place on the graph. */
interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type Titled = LGraphNode | LGraphGroup | BorderSlot

/** What bears a title that can be edited in its place. */
export interface TitleTarget {
  readonly title: string
  readonly graph: LGraph | null | undefined
  getBox(): Box
  rename(title: string): void
}

export function toTitleTarget(item: Titled): TitleTarget {
  if (item instanceof LGraphNode || item instanceof LGraphGroup)
    return {
      title: item.title,
      // Null once it is taken away.
      get graph() {
        return item.graph
      },
      getBox: () => (item instanceof LGraphGroup ? getGroupBox(item) : getNodeBox(item)),
      rename: (title) => renameItem(item, title)
    }
  const { subgraph, slots } = item.parent
  return {
    title: item.displayName,
    get graph() {
      return (slots as readonly BorderSlot[]).includes(item) ? subgraph : null
    },
    getBox() {
      const [x = 0, y = 0, width = 0, height = 0] = item.boundingRect
      return { x, y, width, height }
    },
    rename: (title) => renameSlot(subgraph, item, title)
  }
}

function getGroupBox({ pos, size, titleHeight }: LGraphGroup): Box {
  return {
    x: pos[0] + GROUP_INSET,
    y: pos[1] + GROUP_INSET,
    width: size[0] - 2 * GROUP_INSET,
    height: titleHeight - GROUP_INSET
  }
}

function getNodeBox({ pos, renderingSize }: LGraphNode): Box {
  const height = LiteGraph.NODE_TITLE_HEIGHT
  return {
    x: pos[0] + height,
    y: pos[1] - height + 3,
    width: renderingSize[0] - height - 6,
    height: height - 6
  }
}
