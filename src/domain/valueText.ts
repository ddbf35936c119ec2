/** What came of a text that stands for a value. */
export type ReadValue =
  | { readonly kind: 'value'; readonly value: unknown }
  /** No JSON at all. */
  | { readonly kind: 'noJson' }
  /** A part is missing or of another kind than it has to be; the empty path is the whole. */
  | { readonly kind: 'misshapen'; readonly path: string }

/**
 * Reads a value that was typed as JSON: a box, a curve, a list of colours.
 * @param sample a value as it has to be; undefined where anything will do
 */
export function readValueText(text: string, sample: unknown): ReadValue {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'noJson' }
  }
  const path = findMismatch(value, sample, '')
  return path === null ? { kind: 'value', value } : { kind: 'misshapen', path }
}

/** The first part that is not of the sample's kind; null when all are. What a sample doesn't name is free. */
function findMismatch(value: unknown, sample: unknown, path: string): string | null {
  if (sample === undefined || sample === null) return null
  if (Array.isArray(sample)) {
    if (!Array.isArray(value)) return path
    const at = (index: number) => `${path}[${index}]`
    return firstOf(value, (part, index) => findMismatch(part, sample[0], at(index)))
  }
  if (typeof sample !== 'object') return typeof value === typeof sample ? null : path
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return path
  const record = value as Record<string, unknown>
  return firstOf(Object.entries(sample), ([name, part]) => {
    const inner = path === '' ? name : `${path}.${name}`
    return name in record ? findMismatch(record[name], part, inner) : inner
  })
}

function firstOf<T>(
  items: readonly T[],
  find: (item: T, index: number) => string | null
): string | null {
  for (const [index, item] of items.entries()) {
    const found = find(item, index)
    if (found !== null) return found
  }
  return null
}
