import type { LGraphNode } from '@comfyorg/litegraph'
import { ComboWidget, TextWidget } from '@comfyorg/litegraph'
import type { ControlMode } from '@/domain/runSnapshot'
import { t } from '@/i18n/translate'
import type { ComfyWidget } from './widget'

export const CONTROL_MODES: readonly ControlMode[] = [
  'fixed',
  'increment',
  'decrement',
  'randomize'
]
const CONTROL_NAME = 'control_after_generate'

/** Marks a companion that says how its widget's value goes on from run to run. */
const isControl = new WeakSet<object>()

/**
 * Companions of a widget whose value may change after each run: the mode, and for lists a filter. They have a place
 * in the document and none in the prompt.
 */
export function makeControlWidgets(
  node: LGraphNode,
  target: ComfyWidget,
  option: unknown
): ComfyWidget[] {
  const isMode = CONTROL_MODES.includes(option as ControlMode)
  // The server may give the first mode instead of `true`; documents then name the companion by it.
  const name = typeof option === 'string' ? option : CONTROL_NAME
  const mode = new ComboWidget(
    {
      type: 'combo',
      name,
      value: isMode ? option : 'randomize',
      options: { values: [...CONTROL_MODES], serialize: false },
      y: 0
    } as never,
    node
  ) as unknown as ComfyWidget
  mode.tooltip = t('widgets.afterRun')
  isControl.add(mode)
  const companions = target.type === 'combo' ? [mode, makeFilterWidget(node)] : [mode]
  target.linkedWidgets = [...(target.linkedWidgets ?? []), ...companions]
  return companions
}

function makeFilterWidget(node: LGraphNode): ComfyWidget {
  const filter = new TextWidget(
    {
      type: 'string',
      name: 'control_filter_list',
      value: '',
      options: { serialize: false },
      y: 0
    } as never,
    node
  ) as unknown as ComfyWidget
  filter.tooltip = t('widgets.filter')
  return filter
}

export function isControlWidget(widget: object): boolean {
  return isControl.has(widget)
}

const haveRun = new WeakSet<ComfyWidget>()

/** Whether a widget's value has been in a run: with control before each run, the first takes it as it stands. */
export function hasRun(widget: ComfyWidget): boolean {
  return haveRun.has(widget)
}

export function noteRun(widget: ComfyWidget): void {
  haveRun.add(widget)
}

/** The mode of a widget's companion; null when it has none, or shows something else. */
export function getControlMode(widget: ComfyWidget): ControlMode | null {
  const value = widget.linkedWidgets?.find(isControlWidget)?.value
  return CONTROL_MODES.includes(value as ControlMode) ? (value as ControlMode) : null
}

/** Before control modes had names, there was a switch. */
export function normaliseControlValue(value: unknown): unknown {
  if (value === true) return 'randomize'
  return value === false ? 'fixed' : value
}

/** Text that filters the entries a list control goes through. */
export function getControlFilter(widget: ComfyWidget): string {
  const filter = widget.linkedWidgets?.find((companion) => companion.name === 'control_filter_list')
  return typeof filter?.value === 'string' ? filter.value : ''
}
