import type { InjectionKey } from 'vue'
import type { Cancel } from '@/domain/time'

/** The graph in small, with a frame around what the canvas shows of it; where nobody provides it, there is none. */
export interface CanvasMinimap {
  /** Graphs that are fitted into view leave this place free, where they can; null ends it. */
  hold(place: HTMLElement | null): void
  /**
   * Keeps a small canvas, and the frame that lies over it, in step with the graph in front.
   * @returns call to end it
   */
  mount(canvas: HTMLCanvasElement, frame: HTMLElement): Cancel
  /** Moves the middle of the view to a point of the minimap, CSS px from its top left. */
  centreAt(x: number, y: number): void
  /** Moves the view by parts of its own width and height. */
  pan(right: number, down: number): void
}

export const CANVAS_MINIMAP: InjectionKey<CanvasMinimap> = Symbol('canvasMinimap')
