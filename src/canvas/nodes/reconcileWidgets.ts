import type { LGraphNode } from '@comfyorg/litegraph'
import type { InputEntry } from '../schema/nodeLayout'
import type { ComfyWidget } from '../widgets/widget'
import { makeWidgets } from '../widgets/widgetFactory'
import { getParts } from './nodeState'

/**
 * Makes a node's widgets those of the layout: kept where name and kind stay, made where new, taken away where gone.
 * Widgets of packs stay behind the widget they stood behind.
 * @returns whether anything changed
 */
export function reconcileWidgets(node: LGraphNode, entries: readonly InputEntry[]): boolean {
  const { widgets: known } = getParts(node)
  const isSame =
    known.size === entries.length &&
    entries.every((entry) => known.get(entry.name)?.entry.spec === entry.spec)
  if (isSame) return false
  const before = (node.widgets ?? []) as unknown as ComfyWidget[]
  const followers = findFollowers(before, known)
  const gone = new Set([...known.values()].flatMap(({ widgets }) => widgets))
  const next = new Map(entries.map((entry) => [entry.name, keepOrMake(node, entry)]))
  for (const { widgets } of next.values()) for (const widget of widgets) gone.delete(widget)
  for (const widget of gone) widget.onRemove?.()
  known.clear()
  for (const [name, part] of next) known.set(name, part)
  node.widgets = order(next, followers, before) as never
  return true
}

function keepOrMake(node: LGraphNode, entry: InputEntry) {
  const known = getParts(node).widgets.get(entry.name)
  if (known?.entry.spec === entry.spec) return known
  const widgets = makeWidgets(node, entry)
  const [own] = widgets
  const [before] = known?.widgets ?? []
  // Two options of a dynamic combo often share an input by name; what the user typed stays.
  if (own && before && own.type === before.type && own.type !== 'combo') own.value = before.value
  return { entry, widgets }
}

/** Widgets that aren't ours, by the one of ours they follow; null for those in front. */
function findFollowers(
  before: readonly ComfyWidget[],
  known: ReadonlyMap<string, { widgets: ComfyWidget[] }>
): Map<ComfyWidget | null, ComfyWidget[]> {
  const own = new Set([...known.values()].flatMap(({ widgets }) => widgets))
  const followers = new Map<ComfyWidget | null, ComfyWidget[]>()
  let leader: ComfyWidget | null = null
  for (const widget of before) {
    if (own.has(widget)) leader = widget
    else followers.set(leader, [...(followers.get(leader) ?? []), widget])
  }
  return followers
}

function order(
  next: ReadonlyMap<string, { widgets: ComfyWidget[] }>,
  followers: Map<ComfyWidget | null, ComfyWidget[]>,
  before: readonly ComfyWidget[]
): ComfyWidget[] {
  const take = (leader: ComfyWidget | null) => {
    const taken = followers.get(leader) ?? []
    followers.delete(leader)
    return taken
  }
  const ordered = take(null)
  for (const { widgets } of next.values())
    for (const widget of widgets) ordered.push(widget, ...take(widget))
  // Their leader has gone: they go to the end, in the order in which they stood.
  const orphans = new Set([...followers.values()].flat())
  return [...ordered, ...before.filter((widget) => orphans.has(widget))]
}
