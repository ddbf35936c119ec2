import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import type { InputEntry, LayoutState } from './nodeLayout'
import { layoutNode } from './nodeLayout'
import { countCompanions, isStoredWidget } from './widgetTypes'

/** Dynamic combos may hang on one another; deeper than this none does. */
const MAX_ROUNDS = 10

/** Widgets of a node with the names and values that a document holds by position only. */
export function layoutStoredNode(
  definition: NodeDefinitionWire,
  values: readonly unknown[],
  getUsedSlots: LayoutState['getUsedSlots']
): { readonly widgets: readonly InputEntry[]; readonly values: ReadonlyMap<string, unknown> } {
  let named: ReadonlyMap<string, unknown> = new Map()
  let widgets: readonly InputEntry[] = []
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = widgets
    const known = named
    widgets = layoutNode(definition, { getValue: (name) => known.get(name), getUsedSlots }).widgets
    named = assign(widgets, values)
    if (isSameLayout(before, widgets)) break
  }
  return { widgets, values: named }
}

function isSameLayout(a: readonly InputEntry[], b: readonly InputEntry[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry.spec === b[index]?.spec)
}

function assign(widgets: readonly InputEntry[], values: readonly unknown[]): Map<string, unknown> {
  const named = new Map<string, unknown>()
  let position = 0
  for (const { name, widgetType, spec } of widgets) {
    if (widgetType === null || !isStoredWidget(widgetType)) continue
    const { before, after } = countCompanions(name, widgetType, spec.options)
    position += before
    if (position < values.length) named.set(name, values[position])
    position += 1 + after
  }
  return named
}
