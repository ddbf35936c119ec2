import type { LGraphNode } from '@comfyorg/litegraph'
import { ButtonWidget } from '@comfyorg/litegraph'
import type { InputEntry } from '../schema/nodeLayout'
import { makeValueWidget } from './valueWidget'
import type { ComfyWidget } from './widget'

/** Buttons that documents and prompts hold with these names and values. */
const BUTTONS = [
  ['upload 3d model', 'upload3dmodel'],
  ['upload extra resources', 'uploadExtraResources'],
  ['clear', 'clear']
] as const

/** A 3D view's buttons and its picture. There is no 3D view here: the picture is what the document holds. */
export function makeLoad3dWidgets(node: LGraphNode, entry: InputEntry): ComfyWidget[] {
  const buttons = BUTTONS.map(([name, value]) => {
    const plain = { type: 'button', name, value, options: {}, y: 0 }
    const button = new ButtonWidget(plain as never, node) as unknown as ComfyWidget
    button.disabled = true
    return button
  })
  return [...buttons, makeValueWidget(node, entry)]
}
