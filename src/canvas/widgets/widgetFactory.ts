import type { LGraphNode } from '@comfyorg/litegraph'
import type { InputEntry } from '../schema/nodeLayout'
import { DYNAMIC_COMBO, getControlOption, hasRefresh } from '../schema/widgetTypes'
import { makeChoiceWidget, makeDynamicComboWidget } from './choiceWidgets'
import { makeColorWidget } from './colorWidget'
import { makeControlWidgets } from './controlWidgets'
import { makeDisplayWidget } from './displayWidgets'
import { makeFolderUploadWidget } from './folderUpload'
import { makeLoad3dWidgets } from './load3dWidgets'
import { makeNumberWidget } from './numberWidgets'
import { makeRefreshWidgets } from './remoteWidgets'
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
  FOLDER_UPLOAD: makeFolderUploadWidget,
  AUDIO_UI: (node, entry) => makeSilent(makeValueWidget(node, entry, '', false)),
  DISPLAY_TEXT: makeDisplayWidget,
  // Its pictures lie below the node's fields.
  IMAGECOMPARE: (node, entry) =>
    Object.assign(makeValueWidget(node, entry, ['', ''], false), { hidden: true }),
  LOAD_3D: makeLoad3dWidgets,
  [DYNAMIC_COMBO]: makeDynamicComboWidget
}

/** All widgets of one input in their order on the node, companions included. */
export function makeWidgets(node: LGraphNode, entry: InputEntry): ComfyWidget[] {
  const type = entry.widgetType ?? ''
  const make = MAKERS[type] ?? makeValueWidget
  const made = make(node, entry)
  const widgets = Array.isArray(made) ? made : [made]
  const { options } = entry.spec
  if (widgets[0] && hasRefresh(type, options)) widgets.push(...makeRefreshWidgets(node, widgets[0]))
  const control = getControlOption(entry.name, type, options)
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
