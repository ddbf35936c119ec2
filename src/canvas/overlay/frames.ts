import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'

/** Below this zoom a bar or a text could not be read. */
export const READABLE_SCALE = 0.35

/** A container that lies over the canvas in graph coordinates: panning and zooming move it as a whole. */
export function createLayer(parent: HTMLElement, className: string): HTMLElement {
  const layer = document.createElement('div')
  layer.className = className
  Object.assign(layer.style, {
    position: 'absolute',
    top: '0',
    left: '0',
    width: '0',
    height: '0',
    transformOrigin: '0 0'
  })
  parent.append(layer)
  return layer
}

/** The canvas's pan and zoom as one transform. */
export function getViewTransform({ ds }: LGraphCanvas): string {
  const [x, y] = ds.offset
  return `scale(${ds.scale}) translate(${x}px, ${y}px)`
}

/** Writes a style only when it changes. */
export function writeStyle(
  element: HTMLElement,
  key:
    | 'transform'
    | 'width'
    | 'height'
    | 'display'
    | 'zIndex'
    | 'clipPath'
    | 'fontSize'
    | 'opacity',
  value: string
): void {
  if (element.style[key] !== value) element.style[key] = value
}

/** The nodes of the shown graph that are on screen. */
export function listVisible(canvas: LGraphCanvas): ReadonlySet<LGraphNode> {
  return new Set(canvas.visible_nodes)
}

export function makeElement<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.className = className
  return element
}
