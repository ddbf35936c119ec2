import type { InputSpec } from '../schema/inputSpec'
import type { InputEntry } from '../schema/nodeLayout'
import type { ComfyWidget, WidgetOptions } from './widget'

/** Where a number field has no step of its own. */
const FLOAT_STEP = 0.5
const INT_STEP = 1

/** The definition's options, with those LiteGraph understands under its names. */
export function makeOptions(spec: InputSpec): WidgetOptions {
  return { ...spec.options }
}

export function makeNumberOptions(spec: InputSpec, isFloat: boolean): WidgetOptions {
  const step = readNumber(spec.options.step) || (isFloat ? FLOAT_STEP : INT_STEP)
  const { min, max } = spec.options
  return {
    ...makeOptions(spec),
    min: readNumber(min) ?? 0,
    max: readNumber(max) ?? 2048,
    // LiteGraph's older option is ten times the step.
    step: step * 10,
    step2: step,
    precision: isFloat ? getPrecision(spec.options.round, step) : 0
  }
}

/** Digits after the point that a step of this size needs. */
function getPrecision(round: unknown, step: number): number {
  const unit = typeof round === 'number' && round > 0 ? round : step
  return Math.min(8, Math.max(0, Math.ceil(-Math.log10(unit))))
}

export function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** The value a new widget shows. */
export function getDefault(spec: InputSpec): unknown {
  const { default: given } = spec.options
  // Some packs give a list, of which the first is meant.
  return Array.isArray(given) && spec.type !== 'COMBO' ? given[0] : given
}

/** Gives a new widget what all kinds share. */
export function applyEntry<T extends ComfyWidget>(widget: T, entry: InputEntry): T {
  const { options } = entry.spec
  if (entry.label !== undefined) widget.label = entry.label
  if (typeof options.tooltip === 'string') widget.tooltip = options.tooltip
  if (options.advanced === true) widget.advanced = true
  if (options.hidden === true) widget.hidden = true
  return widget
}
