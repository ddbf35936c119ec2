import type { LGraphNode } from '@comfyorg/litegraph'
import { BooleanWidget, TextWidget } from '@comfyorg/litegraph'
import type { InputEntry } from '../schema/nodeLayout'
import type { ComfyWidget } from './widget'
import { applyEntry, getDefault, makeOptions } from './widgetOptions'

export function makeTextWidget(node: LGraphNode, entry: InputEntry): ComfyWidget {
  const value = getDefault(entry.spec) ?? ''
  const plain = { type: 'text', name: entry.name, value, options: makeOptions(entry.spec), y: 0 }
  return applyEntry(new TextWidget(plain as never, node) as unknown as ComfyWidget, entry)
}

export function makeToggleWidget(node: LGraphNode, entry: InputEntry): ComfyWidget {
  const { label_on: on, label_off: off } = entry.spec.options
  const options = {
    ...makeOptions(entry.spec),
    ...(typeof on === 'string' && { on }),
    ...(typeof off === 'string' && { off })
  }
  const value = getDefault(entry.spec) ?? false
  const plain = { type: 'toggle', name: entry.name, value, options, y: 0 }
  return applyEntry(new BooleanWidget(plain as never, node) as unknown as ComfyWidget, entry)
}
