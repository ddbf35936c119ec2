import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { getChoices } from '../widgets/choiceWidgets'
import { isControlWidget, normaliseControlValue } from '../widgets/controlWidgets'
import { isRefreshWidget, normaliseRefreshValue } from '../widgets/remoteWidgets'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'
import { updateLayout } from './updateLayout'
import type { ComfyNode } from './comfyNode'
import { isDriver } from './layoutDrivers'

type NamedValues = Readonly<Record<string, unknown>>

/** Widget values of a document. */
export interface StoredValues {
  /** By position, else by name; null for none. */
  readonly values: readonly unknown[] | NamedValues | null
  readonly byName: NamedValues | null
}

export function readStoredValues(info: Partial<ISerialisedNode>): StoredValues {
  const { widgets_values: byPosition, widgets_values_named: byName = null } = info as {
    widgets_values?: StoredValues['values']
    widgets_values_named?: NamedValues
  }
  return { values: byPosition ?? byName, byName }
}

/**
 * Writes stored values to the widgets. A value that decides over further inputs brings their widgets to life before
 * the next value is read. Missing values leave the default, surplus ones are ignored.
 */
export function completeValues(node: ComfyNode, stored: StoredValues): void {
  if (stored.values === null) return
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
  { values, byName }: StoredValues,
  widget: ComfyWidget,
  position: number
): unknown {
  if (!Array.isArray(values)) return (values as NamedValues)[widget.name]
  const value: unknown = values[position]
  // A list that offers nothing has no value at all: by position that is written as null, by name it is left out.
  const isNone = value === null && byName !== null && !Object.hasOwn(byName, widget.name)
  return isNone && widget.type === 'combo' && getChoices(widget).length === 0 ? undefined : value
}

/** Nothing is coerced but `null`, which lists and texts never held, and the switch that control modes once were. */
function normaliseValue(widget: ComfyWidget, value: unknown): unknown {
  if (isControlWidget(widget)) return normaliseControlValue(value)
  if (isRefreshWidget(widget)) return normaliseRefreshValue(widget, value)
  if (value !== null) return value
  if (widget.type === 'combo') return getChoices(widget)[0] ?? null
  return widget.type === 'text' || widget.type === 'customtext' ? '' : null
}
