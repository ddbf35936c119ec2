/** Tells screen readers what LiteGraph's dialogs ask for: their text stands beside the field, and is tied to nothing. */
export function nameFields<T extends HTMLElement>(dialog: T): T {
  const name = dialog.querySelector('.name')?.textContent?.trim()
  if (!name) return dialog
  dialog.setAttribute('role', 'group')
  dialog.setAttribute('aria-label', name)
  for (const field of dialog.querySelectorAll('input, textarea, select'))
    if (!field.hasAttribute('aria-label')) field.setAttribute('aria-label', name)
  return dialog
}
