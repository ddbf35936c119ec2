import { getChoices } from '../widgets/choiceWidgets'
import type { ComfyWidget } from '../widgets/widget'

/** Limits of a number. */
export interface NumberRange {
  readonly min: number
  readonly max: number
}

/** What all of these fields allow; null for others than numbers. `min` is above `max` where they have nothing in common. */
export function findCommonRange(fields: readonly ComfyWidget[]): NumberRange | null {
  const [first] = fields
  if (typeof first?.options.min !== 'number' || typeof first.options.max !== 'number') return null
  return {
    min: Math.max(...fields.map(({ options }) => options.min ?? -Infinity)),
    max: Math.min(...fields.map(({ options }) => options.max ?? Infinity))
  }
}

/** Whether one value can be meant for another field too: numbers by their limits, lists by their entries. */
export function canShare(fields: readonly ComfyWidget[], other: ComfyWidget): boolean {
  const [first] = fields
  if (!first) return true
  if (first.type === 'combo' || other.type === 'combo') {
    const [own, theirs] = [getChoices(first), getChoices(other)]
    return own.length === theirs.length && own.every((choice, index) => choice === theirs[index])
  }
  const range = findCommonRange([...fields, other])
  return range === null || range.min <= range.max
}
