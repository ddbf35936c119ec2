import type { LGraphNode } from '@comfyorg/litegraph'
import type { OutputFile } from '@/domain/nodeOutput'
import { getWidgets } from '../widgets/widget'
import { readFileValue } from './pictureFiles'

const UPLOADS = ['image_upload', 'animated_image_upload', 'video_upload', 'audio_upload']

/** The picture, video or sound that a node's own upload widget names; null when a link feeds it, or it names none. */
export function findInputFile(node: LGraphNode): OutputFile | null {
  const widget = getWidgets(node).find(({ options }) =>
    UPLOADS.some((flag) => options?.[flag] === true)
  )
  if (!widget || node.getSlotFromWidget(widget as never)?.link != null) return null
  const { image_folder: folder } = widget.options
  return readFileValue(widget.value, typeof folder === 'string' ? folder : 'input')
}
