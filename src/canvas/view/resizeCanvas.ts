import type { Cancel } from '@/domain/time'
import type { WorkflowCanvas } from './workflowCanvas'
import { getPixelRatio } from './workflowCanvas'

/** Keeps the canvas as large as its element, in device pixels. */
export function followSize(canvas: WorkflowCanvas, element: HTMLCanvasElement): Cancel {
  const apply = () => applySize(canvas, element)
  apply()
  if (typeof ResizeObserver === 'undefined') return () => {}
  const observer = new ResizeObserver(apply)
  observer.observe(element)
  // The ratio changes with the browser's zoom and with the screen the window is on.
  window.addEventListener('resize', apply)
  return () => {
    observer.disconnect()
    window.removeEventListener('resize', apply)
  }
}

function applySize(canvas: WorkflowCanvas, element: HTMLCanvasElement): void {
  const ratio = getPixelRatio()
  const width = Math.round(element.clientWidth * ratio)
  const height = Math.round(element.clientHeight * ratio)
  if (width === 0 || height === 0) return
  if (element.width === width && element.height === height) return
  canvas.applyPixels(width, height)
  // Drawn at once: an emptied canvas would flash.
  if (!document.hidden) canvas.draw(true, true)
}
