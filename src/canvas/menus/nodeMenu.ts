import type { IContextMenuValue, LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { LGraphNode as NodeClass, SubgraphNode } from '@comfyorg/litegraph'
import type { AlignSide, DistributeAxis } from '../graph/arrangeNodes'
import { alignNodes, distributeNodes } from '../graph/arrangeNodes'
import { unpackSubgraph } from '../graph/unpackSubgraph'
import { askInspector } from '../inspector/askInspector'
import { editSelection } from '../room/editSelection'
import { addInstance } from '../subgraphs/addInstance'
import { publishSelected } from '../subgraphs/makeBlueprint'
import { askTitle } from '../view/titleEditor'
import { changeGraph } from './changeGraph'
import { listModes } from './modeMenu'
import { listResultEntries } from './resultMenu'
import { listWidgetEntries } from './widgetMenu'

type Entry = IContextMenuValue<string> | null

const SIDES: readonly (readonly [string, AlignSide])[] = [
  ['Top', 'top'],
  ['Bottom', 'bottom'],
  ['Left', 'left'],
  ['Right', 'right'],
  ['Horizontal Centers', 'center'],
  ['Vertical Centers', 'middle']
]
const AXES: readonly (readonly [string, DistributeAxis])[] = [
  ['Horizontally', 'horizontally'],
  ['Vertically', 'vertically']
]

/** LiteGraph's menu of a node, with what this canvas can do besides. */
export function extendNodeMenu(
  canvas: LGraphCanvas,
  node: LGraphNode,
  options: readonly Entry[]
): Entry[] {
  const entries = [
    ...listResultEntries(canvas, node),
    { content: 'Inspect', callback: () => askInspector('fields') },
    { content: 'Node Help', callback: () => askInspector('help') },
    null,
    ...listWidgetEntries(canvas, node),
    ...options.map((entry) => replaceEntry(canvas, node, entry))
  ]
  if (!(node instanceof SubgraphNode)) return entries
  return [
    { content: 'Open Subgraph', callback: () => canvas.openSubgraph(node.subgraph) },
    { content: 'Unpack Subgraph', callback: () => void unpackSubgraph(canvas, node) },
    {
      content: 'Add Another Instance',
      callback: () => changeGraph(canvas, () => addInstance(canvas, node))
    },
    { content: 'Add Subgraph to Library', callback: () => void publishSelected(canvas) },
    null,
    ...entries
  ]
}

const MAKE_SUBGRAPH = 'Convert to Subgraph 🆕'

/**
 * What LiteGraph's entries do, done as the commands of the same names do it: all that is selected in one step, with
 * centres to align to, titles taken into account, and pinned nodes left where they are.
 */
function replaceEntry(canvas: LGraphCanvas, node: LGraphNode, entry: Entry): Entry {
  switch (entry?.content) {
    case 'Align Selected To':
      return makeSubmenu(entry, listSides(canvas, node))
    case 'Distribute Nodes':
      return makeSubmenu(entry, listAxes(canvas))
    case 'Properties Panel':
      return { ...entry, callback: () => canvas.showShowNodePanel(node) }
    case 'Title':
      return { ...entry, callback: () => askTitle(canvas, node) }
    case 'Mode':
      return makeSubmenu(entry, listModes(canvas))
    case MAKE_SUBGRAPH:
      return { ...entry, callback: () => void editSelection(canvas, 'subgraph') }
    case 'Pin':
    case 'Unpin':
      return { ...entry, callback: () => void editSelection(canvas, 'pin') }
    case 'Collapse':
    case 'Expand':
      return { ...entry, callback: () => void editSelection(canvas, 'collapse') }
    case 'Resize':
      return { ...entry, callback: () => void editSelection(canvas, 'resize') }
    default:
      return entry
  }
}

/** The menu of free canvas, whose "Align" takes the outermost node for its measure. */
export function extendCanvasMenu(canvas: LGraphCanvas, options: readonly Entry[]): Entry[] {
  const entries = options.map((entry) => {
    if (entry?.content === 'Align') return makeSubmenu(entry, listSides(canvas))
    return entry?.content === MAKE_SUBGRAPH
      ? { ...entry, callback: () => void editSelection(canvas, 'subgraph') }
      : entry
  })
  return [
    ...listShownEntries(canvas),
    ...entries,
    { content: 'Paste', callback: () => canvas.pasteFromClipboard() },
    { content: 'Select All', callback: () => void canvas.selectItems() }
  ]
}

/** Of a subgraph that is shown: what it takes and gives is inspected while nothing is selected. */
function listShownEntries(canvas: LGraphCanvas): Entry[] {
  if (canvas.graph?.isRootGraph !== false) return []
  const inspect = () => {
    canvas.deselectAll()
    askInspector('fields')
  }
  return [{ content: 'Inputs And Outputs', callback: inspect }, null]
}

function makeSubmenu({ content }: IContextMenuValue<string>, options: Entry[]): Entry {
  return { content: content ?? '', has_submenu: true, submenu: { options } } as Entry
}

function listSides(canvas: LGraphCanvas, reference?: LGraphNode): Entry[] {
  return SIDES.map(([content, side]) => ({
    content,
    callback: () => changeGraph(canvas, () => alignNodes(listSelected(canvas), side, reference))
  }))
}

function listAxes(canvas: LGraphCanvas): Entry[] {
  return AXES.map(([content, axis]) => ({
    content,
    callback: () => changeGraph(canvas, () => distributeNodes(listSelected(canvas), axis))
  }))
}

function listSelected(canvas: LGraphCanvas): LGraphNode[] {
  return [...canvas.selectedItems].filter((item) => item instanceof NodeClass)
}
