/** px between a dialog and the edge of the canvas. */
const EDGE = 8

/** LiteGraph opens its dialogs at the pointer, also where half of one would lie beyond the canvas. */
export function keepInView<T extends HTMLElement>(dialog: T): T {
  const area = dialog.parentElement?.getBoundingClientRect()
  if (!area) return dialog
  const box = dialog.getBoundingClientRect()
  const move = (side: 'left' | 'top', start: number, end: number, from: number, to: number) => {
    const beyond = Math.max(Math.min(0, start - from - EDGE), end - to + EDGE)
    if (beyond !== 0) dialog.style[side] = `${parseFloat(dialog.style[side]) - beyond}px`
  }
  move('left', box.left, box.right, area.left, area.right)
  move('top', box.top, box.bottom, area.top, area.bottom)
  return dialog
}
