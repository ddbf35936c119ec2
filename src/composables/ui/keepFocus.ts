import type { Range } from '@tanstack/vue-virtual'
import { defaultRangeExtractor } from '@tanstack/vue-virtual'
import type { WatchSource } from 'vue'
import { watch } from 'vue'

/**
 * Where what has the focus inside an element goes, or is moved, as the source changes, `focus` gives it to another: on
 * the page's body, keys are the canvas's.
 */
export function keepFocus(
  getRoot: () => HTMLElement | null | undefined,
  source: WatchSource,
  focus: () => void
): void {
  let hadFocus = false
  watch(source, () => void (hadFocus = getRoot()?.contains(document.activeElement) ?? false), {
    flush: 'pre'
  })
  watch(source, () => hadFocus && document.activeElement === document.body && focus(), {
    flush: 'post'
  })
}

/** Scrolled away, the focused line of a virtual list must stay in the document, or the focus is lost with it. */
export function keepInRange(kept: number): (range: Range) => number[] {
  return (range) => {
    const places = defaultRangeExtractor(range)
    return kept < 0 || places.includes(kept) ? places : [...places, kept].sort((a, b) => a - b)
  }
}
