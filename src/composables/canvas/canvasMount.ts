import type { InjectionKey } from 'vue'
import type { Cancel } from '@/domain/time'

/**
 * Brings the graph to life on a canvas element, with an element laid over it for progress, previews and widgets.
 * Provided by `app/`, since components know no canvas code.
 */
export type CanvasMount = (canvas: HTMLCanvasElement, overlay: HTMLElement) => Cancel

export const CANVAS_MOUNT: InjectionKey<CanvasMount> = Symbol('canvasMount')
