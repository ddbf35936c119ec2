import type { LGraphNode } from '@comfyorg/litegraph'
import type { InputEntry } from '../schema/nodeLayout'
import { DYNAMIC_COMBO, getControlOption } from '../schema/widgetTypes'
import { makeChoiceWidget, makeDynamicComboWidget } from './choiceWidgets'
import { makeColorWidget } from './colorWidget'
import { makeControlWidgets } from './controlWidgets'
import { makeDisplayWidget } from './displayWidgets'
import { makeLoad3dWidgets } from './load3dWidgets'
import { makeNumberWidget } from './numberWidgets'
import { makeTextWidget, makeToggleWidget } from './simpleWidgets'
import { makeTextAreaWidget } from './textAreaWidget'
import { makeUploadWidget } from './uploadWidgets'
import { makeValueWidget } from './valueWidget'
import type { ComfyWidget } from './widget'

/** Makes the widgets of one input, without adding them to the node; the input's own comes first. */
export type WidgetMaker = (node: LGraphNode, entry: InputEntry) => ComfyWidget | ComfyWidget[]

const MAKERS: Readonly<Record<string, WidgetMaker>> = {
  INT: (node, entry) => makeNumberWidget(node, entry, false),
  FLOAT: (node, entry) => makeNumberWidget(node, entry, true),
  STRING: (node, entry) =>
    entry.spec.options.multiline === true
      ? makeTextAreaWidget(node, entry)
      : makeTextWidget(node, entry),
  BOOLEAN: makeToggleWidget,
  COMBO: (node, entry) => makeChoiceWidget(node, entry),
  COLOR: makeColorWidget,
  UPLOAD: makeUploadWidget,
  AUDIO_UI: (node, entry) => makeSilent(makeValueWidget(node, entry, '', false)),
  DISPLAY_TEXT: makeDisplayWidget,
  IMAGECOMPARE: (node, entry) => makeValueWidget(node, entry, ['', ''], false),
  LOAD_3D: makeLoad3dWidgets,
  [DYNAMIC_COMBO]: makeDynamicComboWidget
}

/** All widgets of one input in their order on the node, companions included. */
export function makeWidgets(node: LGraphNode, entry: InputEntry): ComfyWidget[] {
  const type = entry.widgetType ?? ''
  const make = MAKERS[type] ?? makeValueWidget
  const made = make(node, entry)
  const widgets = Array.isArray(made) ? made : [made]
  const control = getControlOption(entry.name, type, entry.spec.options)
  const [own] = widgets
  if (own && control !== false) widgets.push(...makeControlWidgets(node, own, control))
  return widgets
}

/** Has a place on the node and nothing to say in a prompt. */
function makeSilent(widget: ComfyWidget): ComfyWidget {
  widget.options.serialize = false
  widget.hidden = true
  return widget
}
