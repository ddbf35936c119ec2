import type { CanvasPointerEvent, LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'

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

/** Selects the node whose element is used, as a press on the node does; with Shift or Ctrl besides what is selected. */
export function selectWith(
  element: HTMLElement,
  type: string,
  canvas: LGraphCanvas,
  node: LGraphNode
): void {
  element.addEventListener(
    type,
    (event) => {
      if (canvas.selectedItems.has(node)) return
      const { shiftKey = false, ctrlKey = false, metaKey = false } = event as Partial<MouseEvent>
      canvas.selectNode(node, shiftKey || ctrlKey || metaKey)
      canvas.setDirty(true)
    },
    // What has the focus is an element inside, where there is one.
    true
  )
}

/** Opens the menu of the node for a press of the right button on an element that lies over it. */
export function openMenuOn(element: HTMLElement, canvas: LGraphCanvas, node: LGraphNode): void {
  element.addEventListener('contextmenu', (event) => {
    event.preventDefault()
    canvas.adjustMouseEvent(event as never)
    const { canvasX, canvasY } = event as unknown as CanvasPointerEvent
    canvas.graph_mouse[0] = canvasX
    canvas.graph_mouse[1] = canvasY
    if (!canvas.selectedItems.has(node)) canvas.processSelect(node, event as never)
    canvas.processContextMenu(node, event as never)
  })
}
