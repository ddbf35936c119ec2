import { BaseWidget, LGraphNode } from '@comfyorg/litegraph'
import { getInputWord, getNodeTitle, getOutputWord } from '@/i18n/packWords'
import type { LabelKey } from '@/i18n/messageTypes'
import { t } from '@/i18n/translate'
import { isControlWidget } from '../widgets/controlWidgets'
import { createInputSlot, createOutputSlot } from '../nodes/slots'

/** Widgets that the canvas adds to those of a definition. */
const OWN_WIDGETS: Readonly<Record<string, LabelKey>> = {
  control_filter_list: 'widgets.filterList'
}

let isControlBefore = false

/** Seeds go on before each run, or after it: their companions are called so. */
export function showControlTime(isBefore: boolean): void {
  isControlBefore = isBefore
}

/** A slot, as far as its label goes. */
interface Labelled {
  readonly node: LGraphNode
  readonly name: string
  readonly label?: string
  readonly renderingLabel: string
}

/** A widget, as far as its name on the node goes. */
interface Named {
  readonly node?: LGraphNode
  readonly name: string
  readonly label?: string
  readonly options?: { readonly display_name?: unknown }
}

/**
 * Shows nodes, slots and widgets by what they are called in the language in use. Only what is drawn changes: titles,
 * labels, sizes and all that is saved or submitted stay as they are, and so do names that the user gave.
 */
export function showTranslatedNames(): void {
  const { getTitle } = LGraphNode.prototype
  LGraphNode.prototype.getTitle = function (this: LGraphNode) {
    const title = getTitle.call(this)
    return title === this.constructor.title ? (getNodeTitle(this.type) ?? title) : title
  }
  const probe = new LGraphNode('')
  replaceLabel(createInputSlot(probe, { name: '', type: '*' }), ({ node, name }) =>
    getInputWord(node.type, name, 'name')
  )
  replaceLabel(createOutputSlot(probe, { name: '', type: '*' }), (slot) =>
    getOutputWord(slot.node.type, slot.node.outputs.indexOf(slot as never), 'name')
  )
  replaceGetter<Named>(BaseWidget.prototype, 'displayName', (widget, getOwn) => {
    const isGiven = widget.label && widget.label !== widget.options?.display_name
    return (isGiven ? null : findWidgetWord(widget)) ?? getOwn()
  })
}

function findWidgetWord(widget: Named): string | null {
  const { node, name } = widget
  // Some bear the name of their first mode, which says nothing beside the present one.
  const isControl = isControlWidget(widget)
  const control = isControlBefore ? 'widgets.controlBefore' : 'widgets.control'
  const own = isControl ? control : OWN_WIDGETS[name]
  return (node && getInputWord(node.type, name, 'name')) ?? (own ? t(own) : null)
}

function replaceLabel(slot: object, findWord: (slot: Labelled) => string | null): void {
  replaceGetter<Labelled>(
    Object.getPrototypeOf(slot) as object,
    'renderingLabel',
    (own, getOwn) => own.label || (own.node && findWord(own)) || getOwn()
  )
}

/** Puts a getter in front of the one that the prototype has or inherits. */
function replaceGetter<T>(
  prototype: object,
  name: string,
  read: (own: T, getOwn: () => string) => string
): void {
  const given = findGetter(prototype, name)
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: T) {
      return read(this, () => given.call(this))
    }
  })
}

function findGetter(prototype: object, name: string): (this: unknown) => string {
  for (let at: object | null = prototype; at; at = Object.getPrototypeOf(at) as object | null) {
    const getter = Object.getOwnPropertyDescriptor(at, name)?.get
    if (getter) return getter as (this: unknown) => string
  }
  throw new Error(`LiteGraph has no ${name} any more`)
}
