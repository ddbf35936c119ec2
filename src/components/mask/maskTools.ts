import type { MaskSettings } from '@/composables/mask/maskSettings'
import { readColour } from '@/composables/mask/maskSettings'
import type { Dab } from '@/domain/mask/coverSegment'
import type { MaskDrawing, StrokeStyle } from '@/domain/mask/maskDrawing'
import type { Point } from './useMaskView'

/** Pens press lighter or harder; a mouse always says one half. */
export function makeDab(
  { x, y }: Point,
  { size }: Pick<MaskSettings, 'size'>,
  pen: { readonly pointerType: string; readonly pressure: number } | null
): Dab {
  const press = pen?.pointerType === 'pen' && pen.pressure > 0 ? Math.max(0.1, pen.pressure) : 1
  return { x, y, radius: (size / 2) * press }
}

/** How the chosen tool draws; null for tools that draw no strokes. @param isReversed the other mouse button */
export function makeStrokeStyle(settings: MaskSettings, isReversed: boolean): StrokeStyle | null {
  const { tool, layer, hardness, opacity } = settings
  if (tool === 'fill' || tool === 'colour') return null
  const drawn = tool === 'eraser' ? layer : tool === 'paint' ? 'paint' : 'mask'
  return {
    layer: drawn,
    isErasing: tool === 'eraser' || isReversed,
    hardness,
    opacity,
    colour: readColour(settings.paintColour)
  }
}

/** What a press of a tool that draws no strokes does. */
export function pressTool(drawing: MaskDrawing, settings: MaskSettings, at: Point): void {
  const isInside = at.x >= 0 && at.y >= 0 && at.x < drawing.width && at.y < drawing.height
  if (!isInside) return
  const { tool, tolerance, isEverywhere } = settings
  if (tool === 'fill') drawing.fillAt(at, tolerance)
  else if (tool === 'colour') drawing.maskColour(at, tolerance, isEverywhere)
}
