import type { Rect } from './rect'
import { putRect } from './rect'

/** Bytes of pixels kept for undo; the oldest steps go first. */
const MOST_BYTES = 192 * 1024 * 1024

export type MaskLayerName = 'mask' | 'paint'

/** What a step changed: pixels of one layer before and after. */
export interface MaskPatch {
  readonly layer: MaskLayerName
  readonly rect: Rect
  readonly before: Uint8ClampedArray
  readonly after: Uint8ClampedArray
}

/** Bytes of a layer's pixel. */
export const DEPTH: Readonly<Record<MaskLayerName, number>> = { mask: 1, paint: 4 }

/** Steps of drawing; a step may change both layers. */
export class MaskHistory {
  readonly #done: (readonly MaskPatch[])[] = []
  readonly #undone: (readonly MaskPatch[])[] = []
  readonly #mostBytes: number

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes
  }

  get canUndo(): boolean {
    return this.#done.length > 0
  }

  get canRedo(): boolean {
    return this.#undone.length > 0
  }

  /** Counts what was done as a step; what had been taken back is forgotten. */
  record(step: readonly MaskPatch[]): void {
    if (step.length === 0) return
    this.#done.push(step)
    this.#undone.length = 0
    let bytes = countBytes(this.#done)
    while (bytes > this.#mostBytes && this.#done.length > 1) {
      bytes -= countBytes([this.#done.shift()!])
    }
  }

  /** @returns what to put back: `before` of each patch */
  undo(): readonly MaskPatch[] {
    const step = this.#done.pop()
    if (step) this.#undone.push(step)
    return step ?? []
  }

  /** @returns what to put there again: `after` of each patch */
  redo(): readonly MaskPatch[] {
    const step = this.#undone.pop()
    if (step) this.#done.push(step)
    return step ?? []
  }
}

function countBytes(steps: readonly (readonly MaskPatch[])[]): number {
  return steps.flat().reduce((sum, { before, after }) => sum + before.length + after.length, 0)
}

/** Puts one side of a patch into its layer. */
export function applyPatch(
  layer: Uint8ClampedArray,
  width: number,
  patch: MaskPatch,
  side: 'before' | 'after'
): void {
  putRect(layer, width, DEPTH[patch.layer], patch.rect, patch[side])
}
