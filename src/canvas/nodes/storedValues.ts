import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { getChoices } from '../widgets/choiceWidgets'
import { isControlWidget, normaliseControlValue } from '../widgets/controlWidgets'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'
import { updateLayout } from './updateLayout'
import type { ComfyNode } from './comfyNode'
import { isDriver } from './layoutDrivers'

/** Widget values of a document: by position, else by name. */
export type StoredValues = readonly unknown[] | Readonly<Record<string, unknown>> | null

export function readStoredValues(info: Partial<ISerialisedNode>): StoredValues {
  const { widgets_values: byPosition, widgets_values_named: byName } = info as {
    widgets_values?: StoredValues
    widgets_values_named?: StoredValues
  }
  return byPosition ?? byName ?? null
}

/**
 * Writes stored values to the widgets. A value that decides over further inputs brings their widgets to life before
 * the next value is read. Missing values leave the default, surplus ones are ignored.
 */
export function completeValues(node: ComfyNode, stored: StoredValues): void {
  if (stored === null) return
  let position = 0
  for (let index = 0; index < getWidgets(node).length; index++) {
    const widget = getWidgets(node)[index]!
    if (widget.serialize === false) continue
    const value = takeValue(stored, widget, position++)
    if (value === undefined) continue
    widget.value = normaliseValue(widget, value)
    if (isDriver(widget)) updateLayout(node)
  }
}

function takeValue(
  stored: NonNullable<StoredValues>,
  widget: ComfyWidget,
  position: number
): unknown {
  return Array.isArray(stored)
    ? (stored as readonly unknown[])[position]
    : (stored as Readonly<Record<string, unknown>>)[widget.name]
}

/** Nothing is coerced but `null`, which lists and texts never held, and the switch that control modes once were. */
function normaliseValue(widget: ComfyWidget, value: unknown): unknown {
  if (isControlWidget(widget)) return normaliseControlValue(value)
  if (value !== null) return value
  if (widget.type === 'combo') return getChoices(widget)[0] ?? null
  return widget.type === 'text' || widget.type === 'customtext' ? '' : null
}
