import type { LGraphNode } from '@comfyorg/litegraph'
import { ButtonWidget } from '@comfyorg/litegraph'
import { getCanvasHost } from '../canvasHost'
import type { InputEntry } from '../schema/nodeLayout'
import type { ComfyWidget } from './widget'
import { announceWidgetChange, getWidgets } from './widget'

/** The button that uploads a file and chooses it. It has a place in the document and none in the prompt. */
export function makeUploadWidget(node: LGraphNode, entry: InputEntry): ComfyWidget {
  const { media, target } = entry.spec.options
  const options = { ...entry.spec.options, serialize: false }
  const widget = new ButtonWidget(
    // Documents hold `image` for this button, for audio nothing.
    {
      type: 'button',
      name: entry.name,
      value: media === 'audio' ? null : 'image',
      options,
      y: 0
    } as never,
    node
  )
  widget.label = 'choose file to upload'
  widget.callback = () => void chooseAndUpload(node, String(target))
  return widget as unknown as ComfyWidget
}

/** The list that an upload of this node fills, and the media it takes; null for nodes without one. */
export function getUploadTarget(node: LGraphNode): { name: string; media: string } | null {
  const flags = { image_upload: 'image', video_upload: 'video', audio_upload: 'audio' } as const
  for (const { name, type, options } of getWidgets(node)) {
    if (type !== 'combo') continue
    for (const [flag, media] of Object.entries(flags))
      if (options?.[flag] === true) return { name, media }
  }
  return null
}

async function chooseAndUpload(node: LGraphNode, target: string): Promise<void> {
  const input = document.createElement('input')
  input.type = 'file'
  const media = getUploadTarget(node)?.media
  if (media) input.accept = `${media}/*`
  const [file] = await new Promise<File[]>((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
  if (file) await uploadInto(node, target, file)
}

/**
 * Uploads a file and makes it the value of a list widget.
 * @returns whether it worked; a failure is told to the user.
 */
export async function uploadInto(node: LGraphNode, target: string, file: File): Promise<boolean> {
  const host = getCanvasHost()
  try {
    const { filename, subfolder } = await host.api.uploadImage(file)
    const widget = getWidgets(node).find((candidate) => candidate.name === target)
    // The node may have gone while the file was on its way.
    if (!widget || !node.graph) return false
    const value = subfolder ? `${subfolder}/${filename}` : filename
    offerChoice(widget, value)
    const previous = widget.value
    widget.value = value
    announceWidgetChange(node, widget, previous)
    node.setDirtyCanvas(true, true)
    return true
  } catch (error) {
    host.notify(
      'error',
      `“${file.name}” could not be uploaded`,
      error instanceof Error ? error.message : undefined
    )
    return false
  }
}

/** Lists are shared by all nodes of a class; each may offer the new file. */
function offerChoice(widget: ComfyWidget, value: string): void {
  const { values } = widget.options
  if (Array.isArray(values) && !values.includes(value)) widget.options.values = [...values, value]
}
