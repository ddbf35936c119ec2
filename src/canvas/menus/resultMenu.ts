import type { IContextMenuValue, LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { copyText } from '@/composables/ui/copyText'
import { getMediaKind } from '@/composables/viewer/viewerItem'
import type { OutputFile } from '@/domain/nodeOutput'
import { t } from '@/i18n/translate'
import { getCanvasHost } from '../canvasHost'
import { findChosenFile, readShownText } from '../execution/chosenResult'
import { findTextField } from '../execution/nodeTexts'
import { findNodePicture, openMaskEditor } from '../mask/openMaskEditor'

type Entry = IContextMenuValue<string> | null

/** As ComfyUI calls the entries of each kind of file. */
const NAMES = { image: 'Image', video: 'Video', audio: 'Audio', other: 'File' } as const

/** What a node's menu offers for its result: the picture under the pointer, else the one that is enlarged. */
export function listResultEntries(canvas: LGraphCanvas, node: LGraphNode): Entry[] {
  const [x = 0, y = 0] = canvas.graph_mouse
  const file = findChosenFile(node, x - node.pos[0], y - node.pos[1]) ?? findNodePicture(node)
  const text = readShownText(node, String(findTextField(node)?.value ?? ''))
  const entries: Entry[] = [
    ...(file ? listFileEntries(node, file) : []),
    ...(text ? [{ content: 'Copy Text', callback: () => attempt(() => copyText(text)) }] : [])
  ]
  return entries.length > 0 ? [...entries, null] : []
}

function listFileEntries(node: LGraphNode, file: OutputFile): Entry[] {
  const kind = getMediaKind({ file })
  const url = getCanvasHost().api.viewUrl(file)
  const isPicture = kind === 'image'
  return [
    {
      content: `Open ${NAMES[kind]}`,
      callback: () => void window.open(url, '_blank', 'noopener')
    },
    ...(isPicture
      ? [{ content: 'Copy Image', callback: () => attempt(() => copyPicture(url)) }]
      : []),
    { content: `Save ${NAMES[kind]}`, callback: () => save(url, file) },
    ...(isPicture
      ? [{ content: 'Open in MaskEditor', callback: () => void openMaskEditor(node, file) }]
      : [])
  ]
}

function attempt(task: () => Promise<unknown>): void {
  task().catch((error: unknown) =>
    getCanvasHost().notify(
      'error',
      t('widgets.copyFailed'),
      error instanceof Error ? error.message : undefined
    )
  )
}

function save(url: string, { filename }: OutputFile): void {
  const link = document.createElement('a')
  link.href = url
  link.download = filename
  link.click()
}

/** Clipboards take PNG only. */
async function copyPicture(url: string): Promise<void> {
  if (typeof ClipboardItem === 'undefined') throw new Error(t('common.browserForbids'))
  const item = new ClipboardItem({ 'image/png': readPng(url) })
  await navigator.clipboard.write([item])
}

async function readPng(url: string): Promise<Blob> {
  const blob = await (await fetch(url)).blob()
  if (blob.type === 'image/png') return blob
  const bitmap = await createImageBitmap(blob)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  return canvas.convertToBlob({ type: 'image/png' })
}
