import { vi } from 'vitest'

/** ms a busy machine may take to load a component. */
const LONGEST = 20_000

/** Waits for an element of a component that loads when it is first needed. */
export function untilFound(selector: string): Promise<HTMLElement> {
  return vi.waitFor(() => {
    const found = document.querySelector<HTMLElement>(selector)
    if (!found) throw new Error(`${selector} is not on the page`)
    return found
  }, LONGEST)
}
