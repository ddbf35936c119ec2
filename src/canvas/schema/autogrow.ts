import type { NamedSpec } from './inputSpec'
import { listInputs } from './inputSpec'
import type { LayoutState } from './nodeLayout'

/** At most this many slots, whatever the definition says (protocol.md §4.3). */
const MOST_SLOTS = 100

interface AutogrowTemplate {
  readonly input?: { readonly required?: never; readonly optional?: never }
  readonly min?: unknown
  readonly max?: unknown
  readonly prefix?: unknown
  readonly names?: unknown
}

/** Last parts of the names of all slots a growing input can have. */
export function listAutogrowNames(spec: NamedSpec['spec']): string[] {
  const { prefix, max, names } = getTemplate(spec)
  if (Array.isArray(names)) return names.map(String).slice(0, MOST_SLOTS)
  const most = typeof max === 'number' ? Math.min(MOST_SLOTS, max) : MOST_SLOTS
  return Array.from({ length: Math.max(0, most) }, (_, index) => `${String(prefix ?? '')}${index}`)
}

/**
 * The slots that show: those in use and one free, at least as many as are required. Their names are the last parts
 * of the full ones: `image0`, `a`.
 */
export function listAutogrowSlots(
  input: NamedSpec,
  group: string,
  state: LayoutState
): NamedSpec[] {
  const template = getTemplate(input.spec)
  const [item] = listInputs(template.input ?? {})
  if (!item) return []
  const names = listAutogrowNames(input.spec)
  const least = typeof template.min === 'number' ? template.min : 0
  const used = state.getUsedSlots(group, names)
  const count = Math.min(names.length, Math.max(least, used) + 1)
  return names.slice(0, count).map((label, index) => ({
    name: label,
    spec: item.spec,
    isOptional: item.isOptional || input.isOptional || index >= least
  }))
}

function getTemplate(spec: NamedSpec['spec']): AutogrowTemplate {
  const { template } = spec.options
  return typeof template === 'object' && template !== null ? (template as AutogrowTemplate) : {}
}
