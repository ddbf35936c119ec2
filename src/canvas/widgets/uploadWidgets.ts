import type { LGraphNode } from '@comfyorg/litegraph'
import { ButtonWidget } from '@comfyorg/litegraph'
import { isLoadable } from '@/domain/loadableMedia'
import { t } from '@/i18n/translate'
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
  widget.label = t('widgets.upload')
  widget.callback = () => void chooseAndUpload(node, String(target))
  return widget as unknown as ComfyWidget
}

/** The list that an upload of this node fills, and the media it takes; null for nodes without one. */
export function getUploadTarget(node: LGraphNode): { name: string; media: string } | null {
  const flags = {
    image_upload: 'image',
    animated_image_upload: 'image',
    video_upload: 'video',
    audio_upload: 'audio'
  } as const
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
  input.multiple = takesMany(node, target)
  const files = await new Promise<File[]>((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
  if (files.length > 0) await uploadInto(node, target, files)
}

/** Some packs' lists hold several files at once. */
function takesMany(node: LGraphNode, target: string): boolean {
  const widget = getWidgets(node).find(({ name }) => name === target)
  return widget?.options.allow_batch === true
}

/**
 * Uploads files and makes them the value of a list widget; of several, one that holds a single file takes the first.
 * @returns whether it worked; a failure is told to the user.
 */
export async function uploadInto(
  node: LGraphNode,
  target: string,
  files: readonly File[]
): Promise<boolean> {
  const isMany = takesMany(node, target)
  const names: string[] = []
  for (const file of isMany ? files : files.slice(0, 1)) {
    const name = await uploadOrTell(node, target, file)
    if (name !== null) names.push(name)
  }
  const [first] = names
  // The node may have gone while the files were on their way.
  if (first === undefined || !node.graph) return false
  for (const name of names) offerFile(node, target, name)
  return setFile(node, target, isMany ? names : first)
}

/** @returns the file as the list names it; null when it could not be uploaded */
async function uploadOrTell(node: LGraphNode, target: string, file: File): Promise<string | null> {
  const host = getCanvasHost()
  try {
    if (!isLoadable(file)) throw new Error(t('widgets.unreadablePicture', { type: file.type }))
    const type = getListedFolder(node, target)
    const { filename, subfolder } = await host.api.uploadImage(file, { type })
    const path = subfolder ? `${subfolder}/${filename}` : filename
    return type === 'input' ? path : `${path} [${type}]`
  } catch (error) {
    host.notify(
      'error',
      t('widgets.uploadFailed', { name: file.name }),
      error instanceof Error ? error.message : undefined
    )
    return null
  }
}

/** The folder of the server's whose files a list holds. */
function getListedFolder(node: LGraphNode, target: string): 'input' | 'output' | 'temp' {
  const { image_folder: folder } =
    getWidgets(node).find(({ name }) => name === target)?.options ?? {}
  return folder === 'output' || folder === 'temp' ? folder : 'input'
}

/** Has a list offer a file or folder of the server's that it doesn't know yet. */
export function offerFile(node: LGraphNode, target: string, value: string): void {
  const widget = getWidgets(node).find(({ name }) => name === target)
  if (widget) offerChoice(widget, value)
}

/** Makes a file of the server the value of a list widget. @returns whether the node has that widget */
export function setFile(
  node: LGraphNode,
  target: string,
  value: string | readonly string[]
): boolean {
  const widget = getWidgets(node).find((candidate) => candidate.name === target)
  if (!widget) return false
  if (typeof value === 'string') offerChoice(widget, value)
  const previous = widget.value
  widget.value = value
  announceWidgetChange(node, widget, previous)
  node.setDirtyCanvas(true, true)
  return true
}

/** Lists are shared by all nodes of a class; each may offer the new file. */
function offerChoice(widget: ComfyWidget, value: string): void {
  const { values } = widget.options
  if (Array.isArray(values) && !values.includes(value)) widget.options.values = [...values, value]
}
