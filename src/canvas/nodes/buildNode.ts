import { LGraphCanvas, RenderShape } from '@comfyorg/litegraph'
import { getNodeMark } from '@/domain/nodeEntry'
import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import { isLoadingDocument } from '../graph/loading'
import { MATCH_TYPE } from '../schema/widgetTypes'
import type { ComfyNode } from './comfyNode'
import { attachMark } from './nodeMark'
import { attachCustomCombo } from './customCombo'
import { createOutputSlot } from './slots'
import { updateLayout } from './updateLayout'

/** Nodes that ask others for parts of a file's name; ComfyUI's frontend gives these no name to be asked by. */
const SAVERS = new Set([
  'CLIPSave',
  'LoraSave',
  'ModelSave',
  'SaveAnimatedPNG',
  'SaveAnimatedWEBP',
  'SaveAudio',
  'SaveAudioAdvanced',
  'SaveAudioMP3',
  'SaveAudioOpus',
  'SaveGLB',
  'SaveImage',
  'SaveImageAdvanced',
  'SaveLatent',
  'SaveSVGNode',
  'SaveVideo',
  'SaveWEBM',
  'VAESave'
])

/** Width of a new node with widgets. */
const WIDGET_NODE_WIDTH = 270

/** Gives a new node the widgets and slots of its definition. */
export function buildNode(node: ComfyNode): void {
  node.inputs = []
  node.outputs = makeOutputs(node, node.nodeData)
  updateLayout(node)
  attachCustomCombo(node)
  if (!SAVERS.has(node.nodeData.name)) node.properties['Node name for S&R'] = node.nodeData.name
  attachMark(node, getNodeMark(node.nodeData))
  // Nodes that cost money stand out, unless the document gives them a colour of its own.
  if (node.nodeData.api_node === true) node.setColorOption(LGraphCanvas.node_colors.yellow!)
  // A document brings the size along.
  if (isLoadingDocument()) return
  const [width, height] = node.computeSize()
  node.size = [Math.max(width ?? 0, node.widgets?.length ? WIDGET_NODE_WIDTH : 0), height ?? 0]
}

function makeOutputs(node: ComfyNode, definition: NodeDefinitionWire) {
  const { output_name: names, output_tooltips: tooltips, output_is_list: lists } = definition
  return (definition.output ?? []).map((given, index) => {
    const type = Array.isArray(given) ? 'COMBO' : String(given)
    const name = names?.[index] || type
    return createOutputSlot(node, {
      name,
      localized_name: name,
      type: type === MATCH_TYPE ? '*' : type,
      ...(lists?.[index] === true && { shape: RenderShape.GRID }),
      ...(typeof tooltips?.[index] === 'string' && { tooltip: tooltips[index] })
    })
  })
}
