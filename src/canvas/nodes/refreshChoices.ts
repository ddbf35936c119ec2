import type { LGraphNode } from '@comfyorg/litegraph'
import { isSame } from '@/domain/isSame'
import type { InputSpecWire, NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'
import { readInputSpec } from '../schema/inputSpec'
import { ComfyNode } from './comfyNode'
import { getParts } from './nodeState'

const GROUPS = ['required', 'optional'] as const

type Specs = Record<string, InputSpecWire>

function getSpecs(definition: NodeDefinitionWire, group: (typeof GROUPS)[number]): Specs {
  return (definition.input?.[group] ?? {}) as Specs
}

function isList(spec: unknown): boolean {
  return readInputSpec(spec).type === 'COMBO'
}

/** A definition without what its lists offer now. */
function describeForm(definition: NodeDefinitionWire): unknown {
  const groups = GROUPS.map((group) =>
    Object.entries(getSpecs(definition, group)).map(([name, spec]) => {
      if (!isList(spec)) return [name, spec]
      const { options: _choices, default: _first, ...options } = readInputSpec(spec).options
      return [name, 'COMBO', options]
    })
  )
  return { ...definition, input: { hidden: definition.input?.hidden, groups } }
}

/**
 * Takes the choices of a definition that was read anew into the one whose class stands registered, so that the class
 * stays, and what packs patched with it.
 * @returns false when more than choices has changed; nothing is taken then
 */
export function takeChoices(known: NodeDefinitionWire, latest: NodeDefinitionWire): boolean {
  if (!isSame(describeForm(known), describeForm(latest))) return false
  for (const group of GROUPS) {
    const [before, after] = [getSpecs(known, group), getSpecs(latest, group)]
    for (const [name, spec] of Object.entries(after))
      if (isList(spec) && !isSame(before[name], spec)) before[name] = spec
  }
  return true
}

interface RefreshingNode extends LGraphNode {
  /** A pack's node brings its own lists up to date. */
  refreshComboInNode?(definitions: ObjectInfoWire): void
}

/** Brings a node's lists up to date with its definition; what was chosen stays. */
export function refreshChoices(node: LGraphNode, definitions: ObjectInfoWire): void {
  if (node instanceof ComfyNode) updateLists(node)
  try {
    ;(node as RefreshingNode).refreshComboInNode?.(definitions)
  } catch (error) {
    console.error(`Node ${node.id} (${node.type}) failed to refresh its lists.`, error)
  }
}

function updateLists(node: ComfyNode): void {
  const parts = getParts(node)
  for (const group of GROUPS) {
    for (const [name, wire] of Object.entries(getSpecs(node.nodeData, group))) {
      const part = parts.widgets.get(name)
      const spec = readInputSpec(wire)
      if (part?.entry.widgetType !== 'COMBO' || part.entry.spec === spec) continue
      const entry = { ...part.entry, spec }
      parts.widgets.set(name, { ...part, entry })
      if (parts.slots.has(name)) parts.slots.set(name, entry)
      const [widget] = part.widgets
      // A list that the server is asked for is not the definition's.
      if (widget && spec.options.remote === undefined) widget.options.values = spec.choices
    }
  }
}
