import { blendMask, blendPaint } from './blend'
import type { Coverage, Dab } from './coverSegment'
import { coverSegment } from './coverSegment'
import type { MaskLayerName, MaskPatch } from './maskHistory'
import { applyPatch, DEPTH, MaskHistory } from './maskHistory'
import type { Rect } from './rect'
import { isEmptyRect, NO_RECT, takeRect, uniteRects } from './rect'
import type { Selection } from './select'
import { growSelection, matchColour, selectAll, selectConnected } from './select'

/** px a fill goes on into the soft edge of a line. */
const EDGE = 2

/** How a stroke is drawn. */
export interface StrokeStyle {
  readonly layer: MaskLayerName
  readonly isErasing: boolean
  /** 0..1 */
  readonly hardness: number
  /** 0..1 */
  readonly opacity: number
  /** Three bytes; of paint. */
  readonly colour: readonly number[]
}

interface Stroke {
  readonly style: StrokeStyle
  /** The layer as it was. */
  readonly before: Uint8ClampedArray
  rect: Rect
  last: Dab | null
}

export interface MaskPixels {
  readonly width: number
  readonly height: number
  /** RGBA of what is drawn on. */
  readonly picture: Uint8ClampedArray
  /** A byte per pixel: 255 is masked. */
  readonly mask: Uint8ClampedArray
  /** RGBA; null: no paint yet. */
  readonly paint: Uint8ClampedArray | null
}

/** Told of a layer's pixels that changed. */
export type MaskListener = (layer: MaskLayerName, rect: Rect) => void

/** A mask that is being drawn, and paint over the picture, with steps to undo. Knows no screen. */
export class MaskDrawing {
  readonly width: number
  readonly height: number
  readonly picture: Uint8ClampedArray
  readonly mask: Uint8ClampedArray
  readonly #history = new MaskHistory()
  readonly #coverage: Coverage
  readonly #onChange: MaskListener
  #paint: Uint8ClampedArray | null
  #stroke: Stroke | null = null

  constructor({ width, height, picture, mask, paint }: MaskPixels, onChange: MaskListener) {
    this.width = width
    this.height = height
    this.picture = picture
    this.mask = mask
    this.#paint = paint
    this.#coverage = { width, height, data: new Uint8ClampedArray(width * height) }
    this.#onChange = onChange
  }

  /** RGBA; null while nothing was painted. */
  get paint(): Uint8ClampedArray | null {
    return this.#paint
  }

  get canUndo(): boolean {
    return this.#history.canUndo
  }

  get canRedo(): boolean {
    return this.#history.canRedo
  }

  get isDrawing(): boolean {
    return this.#stroke !== null
  }

  beginStroke(style: StrokeStyle, dab: Dab): void {
    this.endStroke()
    const before = this.#getLayer(style.layer).slice()
    this.#stroke = { style, before, rect: NO_RECT, last: null }
    this.extendStroke(dab)
  }

  extendStroke(dab: Dab): void {
    const stroke = this.#stroke
    if (!stroke) return
    const { style, before, last } = stroke
    const rect = coverSegment(this.#coverage, last ?? dab, dab, style.hardness)
    stroke.last = dab
    if (isEmptyRect(rect)) return
    stroke.rect = uniteRects(stroke.rect, rect)
    if (style.layer === 'mask') blendMask(this.mask, before, this.#coverage, rect, style)
    else blendPaint(this.#getLayer('paint'), before, this.#coverage, rect, style)
    this.#onChange(style.layer, rect)
  }

  /** Makes the stroke a step. */
  endStroke(): void {
    const stroke = this.#stroke
    if (!stroke) return
    this.#stroke = null
    this.#coverage.data.fill(0)
    this.#record(stroke.style.layer, stroke.before, stroke.rect)
  }

  /** Takes the stroke back as if it had never begun: a second finger came down. */
  cancelStroke(): void {
    const stroke = this.#stroke
    if (!stroke) return
    this.#stroke = null
    this.#coverage.data.fill(0)
    this.#getLayer(stroke.style.layer).set(stroke.before)
    this.#onChange(stroke.style.layer, stroke.rect)
  }

  /**
   * Masks the area around a point that is masked as little as it; frees it when it is masked already.
   * @param tolerance 0..255
   */
  fillAt(at: { readonly x: number; readonly y: number }, tolerance: number): void {
    const { width, height, mask } = this
    const start = mask[Math.floor(at.y) * width + Math.floor(at.x)] ?? 0
    const value = start > 127 ? 0 : 255
    const found = selectConnected(width, height, at, (pixel) => {
      return Math.abs(mask[pixel]! - start) <= tolerance
    })
    // The edge of a drawn line is half masked: without it a seam would stay.
    const isEdge = (pixel: number): boolean => mask[pixel]! > 0 && mask[pixel]! < 255
    this.#writeMask(growSelection(found, width, EDGE, isEdge), value)
  }

  /** Masks what has the colour of a point: around it, or everywhere. @param tolerance 0..255 */
  maskColour(
    at: { readonly x: number; readonly y: number },
    tolerance: number,
    isEverywhere: boolean
  ): void {
    const { width, height, picture } = this
    const matches = matchColour(picture, Math.floor(at.y) * width + Math.floor(at.x), tolerance)
    this.#writeMask(
      isEverywhere
        ? selectAll(width, height, matches)
        : selectConnected(width, height, at, matches),
      255
    )
  }

  invert(): void {
    this.#change('mask', (mask) => {
      for (let at = 0; at < mask.length; at += 1) mask[at] = 255 - mask[at]!
    })
  }

  /** Frees everything and takes all paint away: one step. */
  clear(): void {
    this.endStroke()
    const layers: readonly MaskLayerName[] = this.#paint ? ['mask', 'paint'] : ['mask']
    const whole = this.#whole
    const before = layers.map((layer) => this.#getLayer(layer).slice())
    for (const layer of layers) this.#getLayer(layer).fill(0)
    this.#history.record(
      layers.flatMap((layer, at) => this.#makePatch(layer, before[at]!, whole) ?? [])
    )
    for (const layer of layers) this.#onChange(layer, whole)
  }

  undo(): void {
    this.endStroke()
    this.#restore(this.#history.undo(), 'before')
  }

  redo(): void {
    this.endStroke()
    this.#restore(this.#history.redo(), 'after')
  }

  get #whole(): Rect {
    return { left: 0, top: 0, right: this.width, bottom: this.height }
  }

  /** Paint is made when it is first needed: four bytes for each pixel. */
  #getLayer(layer: MaskLayerName): Uint8ClampedArray {
    if (layer === 'mask') return this.mask
    return (this.#paint ??= new Uint8ClampedArray(this.width * this.height * DEPTH.paint))
  }

  #writeMask({ data, rect }: Selection, value: number): void {
    this.#change(
      'mask',
      (mask) => {
        for (let at = 0; at < mask.length; at += 1) if (data[at] === 1) mask[at] = value
      },
      rect
    )
  }

  #change(
    layer: MaskLayerName,
    change: (pixels: Uint8ClampedArray) => void,
    rect = this.#whole
  ): void {
    this.endStroke()
    const pixels = this.#getLayer(layer)
    const before = pixels.slice()
    change(pixels)
    this.#record(layer, before, rect)
    this.#onChange(layer, rect)
  }

  #record(layer: MaskLayerName, before: Uint8ClampedArray, rect: Rect): void {
    const patch = this.#makePatch(layer, before, rect)
    if (patch) this.#history.record([patch])
  }

  /** Null when nothing changed. */
  #makePatch(layer: MaskLayerName, before: Uint8ClampedArray, rect: Rect): MaskPatch | null {
    if (isEmptyRect(rect)) return null
    const old = takeRect(before, this.width, DEPTH[layer], rect)
    const after = takeRect(this.#getLayer(layer), this.width, DEPTH[layer], rect)
    if (old.every((value, at) => value === after[at])) return null
    return { layer, rect, before: old, after }
  }

  #restore(step: readonly MaskPatch[], side: 'before' | 'after'): void {
    for (const patch of step) {
      applyPatch(this.#getLayer(patch.layer), this.width, patch, side)
      this.#onChange(patch.layer, patch.rect)
    }
  }
}
