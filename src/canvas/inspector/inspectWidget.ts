import type { LGraphNode } from '@comfyorg/litegraph'
import type { InspectedWidget, WidgetKind } from '@/composables/canvas/canvasInspector'
import { TextAreaWidget } from '../widgets/textAreaWidget'
import { ValueWidget } from '../widgets/valueWidget'
import { getChoices, isMultiple } from '../widgets/choiceWidgets'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'

const KINDS: Readonly<Record<string, WidgetKind>> = {
  number: 'number',
  knob: 'number',
  slider: 'slider',
  gradientslider: 'slider',
  text: 'text',
  string: 'text',
  toggle: 'toggle',
  combo: 'choice',
  color: 'colour',
  button: 'button'
}

function getKind(widget: ComfyWidget): WidgetKind {
  if (widget instanceof TextAreaWidget) return 'lines'
  if (widget instanceof ValueWidget) return 'value'
  const kind = KINDS[widget.type.toLowerCase()] ?? 'other'
  return kind === 'choice' && isMultiple(widget) ? 'choices' : kind
}

/** Packs hide a widget by giving it no height. */
function isHidden(widget: ComfyWidget): boolean {
  if (widget.hidden === true || widget.type === 'hidden') return true
  const size = widget.computeSize?.(0)
  return Array.isArray(size) && size[1] < 0
}

/** The node that feeds a field, by its title; null for a free one. */
function getSource(node: LGraphNode, widget: ComfyWidget): string | null {
  const slot = node.getSlotFromWidget(widget as never)
  const link = slot?.link == null ? undefined : node.graph?._links.get(slot.link)
  if (!link) return null
  return node.graph?.getNodeById(link.origin_id)?.getTitle() ?? ''
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function inspectWidget(node: LGraphNode, widget: ComfyWidget): InspectedWidget {
  const kind = getKind(widget)
  const { options } = widget
  const isList = kind === 'choice' || kind === 'choices'
  return {
    name: widget.name,
    label: widget.label ?? widget.name,
    kind,
    value: widget.value,
    sample: kind === 'value' ? options.default : undefined,
    isMixed: false,
    source: getSource(node, widget),
    isDisabled: widget.disabled === true,
    isAdvanced: widget.advanced === true,
    tooltip: widget.tooltip ?? '',
    min: toNumber(options.min),
    max: toNumber(options.max),
    step: toNumber(options.step2),
    choices: isList ? getChoices(widget) : null
  }
}

/** All fields of one node; of several nodes, those that each has in the same form. */
export function inspectWidgets(nodes: readonly LGraphNode[]): InspectedWidget[] {
  const [first, ...others] = nodes
  if (!first) return []
  let shared = getWidgets(first)
    .filter((widget) => !isHidden(widget))
    .map((widget) => inspectWidget(first, widget))
  for (const node of others) {
    if (shared.length === 0) break
    const byName = new Map(getWidgets(node).map((widget) => [widget.name, widget]))
    shared = shared.flatMap((field) => {
      const widget = byName.get(field.name)
      if (!widget || isHidden(widget) || getKind(widget) !== field.kind) return []
      const source = field.source ?? getSource(node, widget)
      const isMixed = field.isMixed || !isEqualValue(widget.value, field.value)
      return [{ ...field, source, isMixed }]
    })
  }
  return shared
}

function isEqualValue(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b)
}
