import { t } from '@/i18n/translate'

/** Shorter lists are seen at a glance. */
const LEAST_ENTRIES = 8
const EDGE = 10

/**
 * Puts a field above the entries of a long list: they are filtered while one types, each word counting by itself. The
 * arrow keys and Enter choose among what is left.
 */
export function addMenuFilter(root: HTMLElement): void {
  const entries = [...root.querySelectorAll<HTMLElement>('.litemenu-entry')]
  if (entries.length < LEAST_ENTRIES) return
  const field = document.createElement('input')
  field.className = 'menu-filter'
  field.type = 'text'
  field.placeholder = t('widgets.filterChoices')
  field.setAttribute('aria-label', field.placeholder)
  const list = document.createElement('div')
  list.className = 'menu-entries'
  list.setAttribute('role', 'menu')
  list.append(...entries)
  root.setAttribute('role', 'dialog')
  root.setAttribute('aria-label', field.placeholder)
  root.classList.add('has-filter')
  root.append(field, list)
  field.addEventListener('input', () => filter(entries, field.value))
  keepInView(root)
  // Fingers would get a keyboard over half of the page.
  if (!window.matchMedia('(pointer: coarse)').matches) field.focus({ preventScroll: true })
}

function filter(entries: readonly HTMLElement[], text: string): void {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  let first: HTMLElement | null = null
  for (const entry of entries) {
    const name = entry.textContent?.toLowerCase() ?? ''
    const isMatch = words.every((word) => name.includes(word))
    entry.style.display = isMatch ? '' : 'none'
    entry.classList.remove('is-current')
    if (isMatch) first ??= entry
  }
  if (words.length > 0) first?.classList.add('is-current')
}

/** The field has made the menu taller than it was when its place was chosen. */
function keepInView(root: HTMLElement): void {
  const below = root.getBoundingClientRect().bottom - (window.innerHeight - EDGE)
  if (below > 0) root.style.top = `${Math.max(EDGE, parseFloat(root.style.top) - below)}px`
}
