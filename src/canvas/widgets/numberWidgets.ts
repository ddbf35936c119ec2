import type { LGraphNode } from '@comfyorg/litegraph'
import { BaseWidget, KnobWidget, NumberWidget, SliderWidget } from '@comfyorg/litegraph'
import type { WidgetEventOptions } from '@comfyorg/litegraph/dist/widgets/BaseWidget'
import { t } from '@/i18n/translate'
import type { InputEntry } from '../schema/nodeLayout'
import { evaluateArithmetic } from './arithmetic'
import { openColourPicker } from './colourPicker'
import type { ComfyWidget, WidgetOptions } from './widget'
import { applyEntry, getDefault, makeNumberOptions, readNumber } from './widgetOptions'

/** Width at both ends of a number field where a press steps the value. */
const ARROW_WIDTH = 40

const KNOB_TEXT = '#ddd'

/** A number field that rounds to its step. */
class ComfyNumberWidget extends NumberWidget {
  override setValue(value: number, options: WidgetEventOptions): void {
    super.setValue(roundToStep(value, this.options as WidgetOptions), options)
  }
}

/** A number that is a colour, `0xRRGGBB`: a swatch in the place of the right arrow opens the picker. */
class ColourNumberWidget extends ComfyNumberWidget {
  override drawWidget(
    ctx: CanvasRenderingContext2D,
    options: Parameters<NumberWidget['drawWidget']>[1]
  ): void {
    super.drawWidget(ctx, options)
    if (!options.showText || this.computedDisabled) return
    const { fillStyle } = ctx
    const edge = this.height - 6
    ctx.fillStyle = toHex(Number(this.value))
    ctx.fillRect(options.width - BaseWidget.margin - edge - 6, this.y + 3, edge, edge)
    ctx.fillStyle = fillStyle
  }

  override onClick(options: WidgetEventOptions): void {
    const { e, node, canvas } = options
    const width = this.width || node.size[0]
    if (e.canvasX - node.pos[0] < width - ARROW_WIDTH) return super.onClick(options)
    openColourPicker(toHex(Number(this.value)), e, (colour) => {
      this.setValue(Number.parseInt(colour.slice(1), 16), options)
      canvas.setDirty(true)
    })
  }
}

function toHex(value: number): string {
  return `#${Math.max(0, Math.min(0xffffff, value)).toString(16).padStart(6, '0')}`
}

class ComfySliderWidget extends SliderWidget {
  override setValue(value: number, options: WidgetEventOptions): void {
    super.setValue(roundToStep(value, this.options as unknown as WidgetOptions), options)
  }
}

class ComfyKnobWidget extends KnobWidget {
  /** On LiteGraph's knobs, which are dark in every palette. */
  override get text_color(): string {
    return KNOB_TEXT
  }

  override setValue(value: number, options: WidgetEventOptions): void {
    super.setValue(roundToStep(value, this.options as unknown as WidgetOptions), options)
  }
}

/** The nearest value the definition allows; limits are kept, `round: false` leaves floats alone. */
export function roundToStep(value: number, options: WidgetOptions): number {
  const { min = -Infinity, max = Infinity, step2 = 0, precision = 0, round } = options
  const isInteger = precision === 0 && Number.isInteger(step2)
  const unit = readNumber(round) ?? (round === false || !isInteger ? 0 : step2)
  // What is left of the lower limit, for that may be -2^63: a sum with it holds no small number.
  const origin = unit > 0 && isInteger && Number.isFinite(min) ? min % unit : 0
  const rounded = unit > 0 ? Math.round((value - origin) / unit) * unit + origin : value
  // Multiplying back leaves 0.30000000000000004; fifteen digits are what a double holds for sure.
  const exact = Number.isInteger(rounded) ? rounded : Number(rounded.toPrecision(15))
  return Math.min(max, Math.max(min, exact))
}

export function makeNumberWidget(
  node: LGraphNode,
  entry: InputEntry,
  isFloat: boolean
): ComfyWidget {
  const { spec, name } = entry
  const options = makeNumberOptions(spec, isFloat)
  const start = readNumber(getDefault(spec)) ?? Math.max(0, options.min ?? 0)
  const plain = { name, value: start, options, y: 0 }
  const hasRange =
    readNumber(spec.options.min) !== undefined && readNumber(spec.options.max) !== undefined
  const display = hasRange ? spec.options.display : undefined
  const make = () => {
    if (display === 'slider' || display === 'gradientslider')
      return new ComfySliderWidget({ ...plain, type: 'slider' } as never, node)
    if (display === 'color' && !isFloat)
      return new ColourNumberWidget({ ...plain, type: 'number' } as never, node)
    if (display === 'knob') return new ComfyKnobWidget({ ...plain, type: 'knob' } as never, node)
    return new ComfyNumberWidget({ ...plain, type: 'number' } as never, node)
  }
  return applyEntry(make() as unknown as ComfyWidget, entry)
}

/**
 * Replaces LiteGraph's number editor, which runs what is typed as code, in all number fields: node packs' too.
 * (LiteGraph trap 11.)
 */
export function replaceNumberEditor(): void {
  NumberWidget.prototype.onClick = function onClick(this: NumberWidget, options): void {
    const { e, node, canvas } = options
    const x = e.canvasX - node.pos[0]
    const width = this.width || node.size[0]
    if (x < ARROW_WIDTH) return this.decrementValue(options)
    if (x > width - ARROW_WIDTH) return this.incrementValue(options)
    const accept = (text: string): void => {
      const value = evaluateArithmetic(String(text))
      if (value !== null) this.setValue(value, options)
    }
    canvas.prompt(t('widgets.value'), this.value, accept, e)
  }
}
