import type { InjectionKey, Ref } from 'vue'

/** Zoom as the buttons at the bottom right steer it; where nobody provides it, they are not shown. */
export interface CanvasControls {
  /** 1 is natural size. */
  readonly zoom: Readonly<Ref<number>>
  /** The mouse only moves the view; nothing is selected, dragged or linked. */
  readonly isLocked: Readonly<Ref<boolean>>
  setLocked(isLocked: boolean): void
  zoomIn(): void
  zoomOut(): void
  /** Natural size, around the middle of the view. */
  resetZoom(): void
  /** Brings the selected nodes, else all, into view. */
  fit(): void
}

export const CANVAS_CONTROLS: InjectionKey<CanvasControls> = Symbol('canvasControls')
