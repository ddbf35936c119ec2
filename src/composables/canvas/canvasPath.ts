import type { InjectionKey, Ref } from 'vue'

/** The way from the root graph to the subgraph on the canvas; empty at the root. */
export interface CanvasPath {
  readonly crumbs: Readonly<Ref<readonly { readonly title: string }[]>>
  /** Goes up to a crumb; -1 is the root. */
  openCrumb(index: number): void
  /** Names the subgraph of a crumb; one step to undo. */
  renameCrumb(index: number, name: string): void
}

export const CANVAS_PATH: InjectionKey<CanvasPath> = Symbol('canvasPath')
