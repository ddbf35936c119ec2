import type { LGraphNode } from '@comfyorg/litegraph'
import type { InputEntry } from '../schema/nodeLayout'
import { TextAreaWidget } from './textAreaWidget'
import type { ComfyWidget } from './widget'

/** Text that a run produced. It belongs to the results, so neither document nor prompt holds it. */
export function makeDisplayWidget(node: LGraphNode, entry: Pick<InputEntry, 'name'>): ComfyWidget {
  const widget = new TextAreaWidget(node, entry.name, {
    serialize: false,
    readOnly: true,
    placeholder: ''
  }) as unknown as ComfyWidget
  widget.serialize = false
  return widget
}
