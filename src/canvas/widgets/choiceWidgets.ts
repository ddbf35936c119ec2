import type { LGraphNode } from '@comfyorg/litegraph'
import { ComboWidget } from '@comfyorg/litegraph'
import type { WidgetEventOptions } from '@comfyorg/litegraph/dist/widgets/BaseWidget'
import type { InputEntry } from '../schema/nodeLayout'
import { getDynamicOptions } from '../schema/nodeLayout'
import { openMenu } from '../setup/contextMenu'
import { readRemoteSource } from './remoteChoices'
import { attachRemote } from './remoteWidgets'
import type { ComfyWidget } from './widget'
import { applyEntry, getDefault, makeOptions } from './widgetOptions'

/** A list to choose from. Values that the list lacks are shown and kept; several may be chosen where the input says so. */
class ChoiceWidget extends ComboWidget {
  override get _displayValue(): string {
    if (this.computedDisabled) return super._displayValue
    const value: unknown = this.value
    if (Array.isArray(value)) return value.join(', ')
    if (value === null || value === undefined) return ''
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }

  override onClick(options: WidgetEventOptions): void {
    if (!isMultiple(this as unknown as ComfyWidget)) return super.onClick(options)
    const chosen: unknown = this.value
    const before: unknown[] = Array.isArray(chosen) ? chosen : []
    const toggle = (item: { value: unknown }): void => {
      const isChosen = before.includes(item.value)
      const after = isChosen ? before.filter((v) => v !== item.value) : [...before, item.value]
      this.setValue(after as never, options)
    }
    const items = getChoices(this as unknown as ComfyWidget).map((value) => ({
      content: `${before.includes(value) ? '✓ ' : ''}${String(value)}`,
      value
    }))
    openMenu(items, {
      event: options.e,
      scale: Math.max(1, options.canvas.ds.scale),
      className: 'dark',
      callback: toggle
    })
  }
}

/** Whether several values may be chosen. */
export function isMultiple(widget: ComfyWidget): boolean {
  return allowsSeveral(widget.options)
}

function allowsSeveral({ multiselect, multi_select }: Readonly<Record<string, unknown>>): boolean {
  return multiselect === true || (multi_select !== undefined && multi_select !== false)
}

/** What a list offers now; packs may give a function. */
export function getChoices(widget: ComfyWidget): readonly unknown[] {
  const { values } = widget.options
  const list: unknown =
    typeof values === 'function' ? (values as (w: unknown) => unknown)(widget) : values
  if (Array.isArray(list)) return list
  return typeof list === 'object' && list !== null ? Object.keys(list) : []
}

export function makeChoiceWidget(
  node: LGraphNode,
  entry: InputEntry,
  choices: readonly unknown[] = entry.spec.choices
): ComfyWidget {
  const { options } = entry.spec
  // Of a list with several answers nothing is chosen at first.
  const value = getDefault(entry.spec) ?? (allowsSeveral(options) ? [] : choices[0])
  const widget = new ChoiceWidget(
    {
      type: 'combo',
      name: entry.name,
      value,
      options: { ...makeOptions(entry.spec), values: choices },
      y: 0
    } as never,
    node
  )
  const made = applyEntry(widget as unknown as ComfyWidget, entry)
  const source = readRemoteSource(entry.spec.options.remote)
  if (source) attachRemote(node, made, source)
  return made
}

/** The list that decides which further inputs the node has. */
export function makeDynamicComboWidget(node: LGraphNode, entry: InputEntry): ComfyWidget {
  return makeChoiceWidget(
    node,
    entry,
    getDynamicOptions(entry.spec).map((option) => option.key)
  )
}
