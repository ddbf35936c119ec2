import type { LGraph } from '@comfyorg/litegraph'
import { expandDynamicText, hasAlternatives } from '@/domain/dynamicText'
import type { PendingInput } from './collectInputs'
import { replacePlaceholders } from './textReplacements'

type PendingValue = Extract<PendingInput, { kind: 'value' }>

/** A text whose alternatives are chosen anew for each run; null for all other values. */
export function getTemplate(input: PendingValue, value: unknown): string | null {
  return isDynamic(input) && typeof value === 'string' && hasAlternatives(value) ? value : null
}

/** ComfyUI takes a promoted text as it stands. */
function isDynamic({ widget, holder, isPlain }: PendingValue): boolean {
  return isPlain && widget === holder && widget.options?.dynamicPrompts === true
}

export interface FinishContext {
  readonly root: LGraph
  readonly now: Date
  /** 0 <= x < 1 */
  readonly random: () => number
}

/** What a widget's value becomes in the prompt. */
export function finishValue(input: PendingValue, value: unknown, context: FinishContext): unknown {
  const { name } = input
  if (typeof value === 'string') {
    if (isDynamic(input)) return expandDynamicText(value, context.random)
    if (name === 'filename_prefix') return replacePlaceholders(value, context.root, context.now)
  }
  // A bare list could be taken for a link.
  return Array.isArray(value) ? { __value__: value } : value
}
