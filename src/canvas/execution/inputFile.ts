import type { LGraphNode } from '@comfyorg/litegraph'
import type { OutputFile } from '@/domain/nodeOutput'
import { getWidgets } from '../widgets/widget'
import { readFileValue } from './pictureFiles'

const FLAGS = ['image_upload', 'animated_image_upload'] as const

/** The picture that a node's own upload widget names; null when the widget is fed by a link, or names none. */
export function findInputFile(node: LGraphNode): OutputFile | null {
  const widget = getWidgets(node).find(({ options }) =>
    FLAGS.some((flag) => options?.[flag] === true)
  )
  if (!widget || node.getSlotFromWidget(widget as never)?.link != null) return null
  const { image_folder: folder } = widget.options
  return readFileValue(widget.value, typeof folder === 'string' ? folder : 'input')
}
