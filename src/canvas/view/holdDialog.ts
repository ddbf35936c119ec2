type ClosableDialog = HTMLElement & { close?: () => void }

/**
 * The keyboard stays in a dialog of LiteGraph's: the second press of a double one lands on the name beside the field, and
 * what is typed then was the canvas's. Escape closes it from each of its controls.
 */
export function holdKeyboard<T extends ClosableDialog>(dialog: T): T {
  dialog.addEventListener('mousedown', (event) => {
    if (!(event.target as Element).closest('input, textarea, select, button'))
      event.preventDefault()
  })
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') dialog.close?.()
  })
  return dialog
}

/** Closes what asks for values of a graph that is left; they would be written where nobody looks. */
export function closeDialogs(canvas: HTMLCanvasElement): void {
  for (const dialog of canvas.parentElement?.querySelectorAll<ClosableDialog>('.graphdialog') ?? [])
    dialog.close?.()
}
