import { ref } from 'vue'
import type { CanvasControls } from '@/composables/canvas/canvasControls'
import type { CanvasMount } from '@/composables/canvas/canvasMount'

const NODES = [
  [120, 150, 220, 130, 'Load Checkpoint'],
  [400, 110, 260, 150, 'Positive'],
  [400, 300, 260, 150, 'Negative'],
  [720, 140, 240, 280, 'KSampler'],
  [400, 490, 260, 120, 'Empty Latent'],
  [1020, 150, 180, 80, 'VAE Decode']
] as const

/** Draws something like a graph, so that surfaces are seen over what they will lie over. */
export const drawSampleGraph: CanvasMount = (canvas) => {
  const draw = (): void => {
    const style = getComputedStyle(document.documentElement)
    const color = (name: string) => style.getPropertyValue(name)
    canvas.width = canvas.clientWidth
    canvas.height = canvas.clientHeight
    const context = canvas.getContext('2d')
    if (!context) return
    context.fillStyle = color('--bg-color')
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.fillStyle = color('--border-color')
    for (let x = 0; x < canvas.width; x += 24)
      for (let y = 0; y < canvas.height; y += 24) context.fillRect(x, y, 1, 1)
    context.font = '13px "Inter Variable"'
    for (const [x, y, width, height, title] of NODES) {
      context.fillStyle = color('--comfy-menu-bg')
      context.strokeStyle = color('--border-color')
      context.beginPath()
      context.roundRect(x, y, width, height, 8)
      context.fill()
      context.stroke()
      context.fillStyle = color('--input-text')
      context.fillText(title, x + 12, y + 22)
    }
  }
  const observer = new ResizeObserver(draw)
  observer.observe(canvas)
  return () => observer.disconnect()
}

export function makeControls(): CanvasControls {
  const zoom = ref(1)
  const isLocked = ref(false)
  return {
    zoom,
    isLocked,
    setLocked: (locked) => void (isLocked.value = locked),
    zoomIn: () => void (zoom.value *= 1.25),
    zoomOut: () => void (zoom.value /= 1.25),
    resetZoom: () => void (zoom.value = 1),
    fit: () => void (zoom.value = 0.8)
  }
}
