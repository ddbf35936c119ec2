import type { IContextMenuValue, LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { SubgraphNode } from '@comfyorg/litegraph'
import type { PromotableWidget } from '../subgraphs/promoteWidgets'
import {
  demoteWidget,
  findPromotable,
  listPromotable,
  promoteWidget
} from '../subgraphs/promoteWidgets'
import { removeSlot } from '../subgraphs/editBorder'
import type { ComfyWidget } from '../widgets/widget'
import { escapeMarkup } from '../setup/sanitiseMarkup'
import { changeGraph } from './changeGraph'

type Entry = IContextMenuValue<string> | null

/** What a node's menu offers for the widget under the pointer, and for all widgets of a subgraph. */
export function listWidgetEntries(canvas: LGraphCanvas, node: LGraphNode): Entry[] {
  const [x = 0, y = 0] = canvas.graph_mouse
  const widget = node.getWidgetOnPos(x, y, true) as ComfyWidget | undefined
  const entries: Entry[] = []
  const found = widget && findPromotable(node, widget)
  if (found) entries.push(makeToggle(canvas, found))
  if (node instanceof SubgraphNode) {
    if (widget) entries.push(...listDemotion(canvas, node, widget))
    entries.push(...listChoices(canvas, node))
  }
  return entries.length > 0 ? [...entries, null] : []
}

const getLabel = ({ label, name }: ComfyWidget) => escapeMarkup(label ?? name)

function makeToggle(canvas: LGraphCanvas, found: PromotableWidget): Entry {
  return {
    content: `${found.input ? 'Un-Promote' : 'Promote'} Widget: ${getLabel(found.widget)}`,
    callback: () =>
      changeGraph(canvas, () => (found.input ? demoteWidget(found) : promoteWidget(found)))
  }
}

function listDemotion(canvas: LGraphCanvas, node: SubgraphNode, widget: ComfyWidget): Entry[] {
  const { subgraph } = node
  const input = subgraph.inputs.find(({ name }) => name === widget.name)
  if (!input) return []
  const [inner, other] = listPromotable(subgraph).filter((entry) => entry.input === input)
  const demote = () => (inner && !other ? demoteWidget(inner) : removeSlot(subgraph, input))
  return [
    {
      content: `Un-Promote Widget: ${getLabel(widget)}`,
      callback: () => changeGraph(canvas, demote)
    }
  ]
}

function listChoices(canvas: LGraphCanvas, { subgraph }: SubgraphNode): Entry[] {
  const options = listPromotable(subgraph).map((found) => ({
    content: `${found.input ? '✓ ' : ''}${escapeMarkup(found.node.getTitle() ?? '')}: ${getLabel(found.widget)}`,
    callback: () =>
      changeGraph(canvas, () => (found.input ? demoteWidget(found) : promoteWidget(found)))
  }))
  if (options.length === 0) return []
  return [{ content: 'Edit Subgraph Widgets', has_submenu: true, submenu: { options } } as Entry]
}
