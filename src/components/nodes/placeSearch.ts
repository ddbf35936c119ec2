/** px between the search and the page's edges. */
const EDGE = 8
const WIDTH = 420
const HEIGHT = 440
const CARD_WIDTH = 300

export interface SearchPlace {
  readonly style: Readonly<Record<'left' | 'top' | 'maxHeight', string>>
  /** Where the node's picture has room; null: nowhere. */
  readonly cardSide: 'left' | 'right' | null
}

/** At the point it was asked for, wholly within the page. */
export function placeSearch(
  at: { readonly x: number; readonly y: number } | null,
  pageWidth: number,
  pageHeight: number
): SearchPlace {
  const width = Math.min(WIDTH, pageWidth - 2 * EDGE)
  const height = Math.min(HEIGHT, pageHeight - 2 * EDGE)
  const clamp = (value: number, most: number) => Math.max(EDGE, Math.min(value, most))
  // The field comes to lie under the pointer.
  const left = clamp((at?.x ?? pageWidth / 2) - width / 2, pageWidth - width - EDGE)
  const top = clamp((at?.y ?? pageHeight / 3) - 24, pageHeight - height - EDGE)
  const needed = CARD_WIDTH + 2 * EDGE
  const canBeRight = left + width + needed <= pageWidth
  return {
    style: { left: `${left}px`, top: `${top}px`, maxHeight: `${height}px` },
    cardSide: canBeRight ? 'right' : left >= needed ? 'left' : null
  }
}
