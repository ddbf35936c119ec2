import type { LGraphCanvas } from '@comfyorg/litegraph'

const MIDDLE = 1

/** Lets gestures that belong to the canvas through an element that lies over it: zooming, and panning by the middle button. */
export function passToCanvas(element: HTMLElement, canvas: LGraphCanvas): void {
  element.addEventListener(
    'wheel',
    (event) => {
      // A text that has the focus and more lines than it shows scrolls by itself.
      const scrolls =
        element.scrollHeight > element.clientHeight && element.contains(document.activeElement)
      if (scrolls && !event.ctrlKey) return
      event.preventDefault()
      canvas.processMouseWheel(event)
    },
    { passive: false }
  )
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== MIDDLE) return
    event.preventDefault()
    canvas.processMouseDown(event)
  })
  element.addEventListener('pointermove', (event) => {
    if (event.buttons & 4) canvas.processMouseMove(event)
  })
  element.addEventListener('pointerup', (event) => {
    if (event.button === MIDDLE) canvas.processMouseUp(event)
  })
}
