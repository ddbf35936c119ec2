import type { IContextMenuValue } from '@comfyorg/litegraph'
import { LGraphCanvas, LGraphEventMode, LGraphGroup } from '@comfyorg/litegraph'
import { fitGroup, groupItems, listGroupNodes, removeWithContent } from '../graph/editGroups'
import { askTitle } from '../view/titleEditor'
import { changeGraph } from './changeGraph'

type Entry = IContextMenuValue<string> | null

const MODES = [
  ['Set Group Nodes to Always', LGraphEventMode.ALWAYS],
  ['Set Group Nodes to Never', LGraphEventMode.NEVER],
  ['Bypass Group Nodes', LGraphEventMode.BYPASS]
] as const

/** What the menu of the canvas offers for groups, under ComfyUI's names. */
export function listGroupEntries(canvas: LGraphCanvas, group: LGraphGroup | undefined): Entry[] {
  const { graph, selectedItems } = canvas
  if (!graph) return []
  if (!group)
    return selectedItems.size === 0
      ? []
      : [
          {
            content: 'Add Group For Selected Nodes',
            callback: () => changeGraph(canvas, () => groupItems(graph, selectedItems))
          }
        ]
  const entries: Entry[] = []
  if ([...selectedItems].some((item) => item !== group))
    entries.push({
      content: 'Add Selected Nodes To Group',
      callback: () => changeGraph(canvas, () => fitGroup(group, selectedItems))
    })
  const nodes = listGroupNodes(group)
  if (nodes.length === 0) return entries
  return [...entries, null, ...listContentEntries(canvas, group), ...listModes(canvas, group)]
}

function listContentEntries(canvas: LGraphCanvas, group: LGraphGroup): Entry[] {
  const areAllPinned = listGroupNodes(group).every(({ pinned }) => pinned)
  return [
    {
      content: 'Fit Group To Nodes',
      callback: () => changeGraph(canvas, () => fitGroup(group))
    },
    {
      content: 'Select Nodes',
      callback: () => canvas.selectItems([...listGroupNodes(group)])
    },
    {
      content: areAllPinned ? 'Unpin Group Nodes' : 'Pin Group Nodes',
      callback: () =>
        changeGraph(canvas, () => {
          for (const node of listGroupNodes(group)) node.pin(!areAllPinned)
        })
    },
    {
      content: 'Remove Group And Its Nodes',
      callback: () => changeGraph(canvas, () => removeWithContent(canvas, group))
    }
  ]
}

/** The mode that all nodes are in already is not offered. */
function listModes(canvas: LGraphCanvas, group: LGraphGroup): Entry[] {
  const nodes = listGroupNodes(group)
  return MODES.filter(([, mode]) => nodes.some((node) => node.mode !== mode)).map(
    ([content, mode]) => ({
      content,
      callback: () =>
        changeGraph(canvas, () => {
          for (const node of listGroupNodes(group)) node.mode = mode
        })
    })
  )
}

/**
 * LiteGraph's own entries for a group act on what is selected, which the group isn't where its menu opens: it would
 * colour, or remove, other things. What one works on is selected first. No document holds a title's size.
 */
export function mendGroupMenu(): void {
  const { getMenuOptions } = LGraphGroup.prototype
  LGraphGroup.prototype.getMenuOptions = function (this: LGraphGroup) {
    const entries = getMenuOptions.call(this) as Entry[]
    return entries
      .filter((entry) => entry?.content !== 'Font size')
      .map((entry) => mendEntry(this, entry)) as never
  }
}

function mendEntry(group: LGraphGroup, entry: Entry): Entry {
  const canvas = LGraphCanvas.active_canvas
  switch (entry?.content) {
    case 'Title':
      return { ...entry, callback: () => askTitle(canvas, group) }
    case 'Pin':
    case 'Unpin':
      return { ...entry, callback: () => changeGraph(canvas, () => group.pin(!group.pinned)) }
    case 'Color':
    case 'Remove':
      return {
        ...entry,
        callback(this: HTMLDivElement, ...given) {
          canvas.selectItems([group])
          return entry.callback?.apply(this, given)
        }
      }
    default:
      return entry
  }
}
