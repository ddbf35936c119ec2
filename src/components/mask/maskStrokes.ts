import type { Ref } from 'vue'
import type { MaskSettings } from '@/composables/mask/maskSettings'
import type { MaskDrawing } from '@/domain/mask/maskDrawing'
import { makeDab, makeStrokeStyle, pressTool } from './maskTools'
import type { MaskView, Point } from './useMaskView'

export interface MaskStrokes {
  /** Begins a stroke, or presses a tool that draws none. @param at of the stage @returns whether a stroke began */
  begin(event: PointerEvent, at: Point): boolean
  draw(event: PointerEvent): void
  end(): void
  /** Takes the stroke back. */
  cancel(): void
  /** The keyboard's press. @param at of the stage @param isLine from where the last stroke ended */
  pressAt(at: Point, isLine: boolean): void
}

export interface MaskStrokeOptions {
  readonly settings: Ref<MaskSettings>
  readonly view: MaskView
  edit(change: (drawing: MaskDrawing) => void): void
}

/** Strokes of the pointer, or of the keyboard, on the drawing. */
export function createMaskStrokes({ settings, view, edit }: MaskStrokeOptions): MaskStrokes {
  /** Where the last stroke ended, px of the picture. */
  let last: Point | null = null

  function begin(event: PointerEvent, at: Point): boolean {
    const point = view.toPicture(at)
    const style = makeStrokeStyle(settings.value, event.button === 2)
    if (!style) {
      edit((drawing) => pressTool(drawing, settings.value, point))
      return false
    }
    settings.value.layer = style.layer
    const from = event.shiftKey ? last : null
    edit((drawing) => {
      drawing.beginStroke(style, makeDab(from ?? point, settings.value, event))
      if (from) drawing.extendStroke(makeDab(point, settings.value, event))
    })
    last = point
    return true
  }
  function draw(event: PointerEvent): void {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect()
    // What the pointer did between two frames of the screen.
    const events = event.getCoalescedEvents?.() ?? []
    edit((drawing) => {
      for (const each of events.length > 0 ? events : [event]) {
        last = view.toPicture({ x: each.clientX - left, y: each.clientY - top })
        drawing.extendStroke(makeDab(last, settings.value, each))
      }
    })
  }
  function pressAt(at: Point, isLine: boolean): void {
    const point = view.toPicture(at)
    const style = makeStrokeStyle(settings.value, false)
    const from = (isLine ? last : null) ?? point
    edit((drawing) => {
      if (!style) return pressTool(drawing, settings.value, point)
      drawing.beginStroke(style, makeDab(from, settings.value, null))
      drawing.extendStroke(makeDab(point, settings.value, null))
      drawing.endStroke()
    })
    if (style) last = point
  }
  return {
    begin,
    draw,
    end: () => edit((drawing) => drawing.endStroke()),
    cancel: () => edit((drawing) => drawing.cancelStroke()),
    pressAt
  }
}
