import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import type { InputEntry } from '../schema/nodeLayout'
import { DYNAMIC_COMBO } from '../schema/widgetTypes'
import type { ComfyWidget } from '../widgets/widget'

const attached = new WeakSet<ComfyWidget>()

/** True for a widget whose value decides which inputs the node has. */
export function isDriver(widget: ComfyWidget): boolean {
  return attached.has(widget)
}

/** Calls back when the user changes a dynamic combo, or an option of a CustomCombo. */
export function attachDrivers(
  definition: NodeDefinitionWire,
  entries: readonly InputEntry[],
  widgets: readonly ComfyWidget[],
  onChange: () => void
): void {
  const isOption = (name: string) => definition.name === 'CustomCombo' && name.startsWith('option')
  const names = new Set(
    entries
      .filter(({ widgetType, name }) => widgetType === DYNAMIC_COMBO || isOption(name))
      .map(({ name }) => name)
  )
  for (const widget of widgets) {
    if (!names.has(widget.name) || attached.has(widget)) continue
    attached.add(widget)
    const before = widget.callback
    widget.callback = function callback(...args) {
      onChange()
      return before?.apply(this, args)
    }
  }
}
