import { DocumentError } from '@/domain/documentError'
import { t } from '@/i18n/translate'

/** Levels of nesting: real documents have fewer than twenty. */
const MAX_DEPTH = 200
/** Values in a document, counted; real ones stay below a million. */
const MAX_VALUES = 4_000_000

/**
 * Refuses what would exhaust the page: nesting that overflows the stack of whoever walks it, or sheer size.
 * @throws DocumentError
 */
export function assertWithinLimits(document: unknown): void {
  let values = 0
  const open: { value: unknown; depth: number }[] = [{ value: document, depth: 0 }]
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const { value, depth } = entry
    if (typeof value !== 'object' || value === null) continue
    if (depth > MAX_DEPTH) throw new DocumentError(t('documents.tooDeep'))
    const children = Object.values(value)
    values += children.length
    if (values > MAX_VALUES) throw new DocumentError(t('documents.tooLarge'))
    for (const child of children) open.push({ value: child, depth: depth + 1 })
  }
}
