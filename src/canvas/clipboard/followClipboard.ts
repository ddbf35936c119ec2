import type { Cancel } from '@/domain/time'
import type { WorkflowCanvas } from '../view/workflowCanvas'
import { readClipboardText, writeClipboardText } from './canvasClipboard'
import { fromClipboardHtml, readCopied, toClipboardHtml } from './copiedItems'
import { isLoadable } from '@/domain/loadableMedia'
import { isMedia, placeMedia } from './mediaNodes'

export interface PasteTarget {
  /** A text was pasted that is a workflow or a prompt. */
  openDocument(document: unknown): void
  /** Files were pasted that no node takes. */
  openFiles(files: readonly File[]): void
  /** Nothing could be copied. */
  onTooLarge(): void
}

/**
 * Copies and pastes with the system's clipboard, so that it works between tabs, browsers and machines. Text fields and
 * selected text keep their own. Ctrl+Shift+V, paste with links, comes without the markup that holds the items; this
 * browser's own memory of them serves then.
 */
export function followClipboard(canvas: WorkflowCanvas, target: PasteTarget): Cancel {
  let withLinks = false
  const listeners: Readonly<Record<string, (event: never) => void>> = {
    keydown({ key, shiftKey }: KeyboardEvent) {
      if (key.toLowerCase() === 'v') withLinks = shiftKey
    },
    copy: (event: ClipboardEvent) => void copy(canvas, event, target),
    cut(event: ClipboardEvent) {
      if (copy(canvas, event, target) && !canvas.isLocked) canvas.deleteSelected()
    },
    paste(event: ClipboardEvent) {
      if (!isElsewhere(event)) paste(canvas, event, target, withLinks)
      withLinks = false
    }
  }
  for (const [type, listener] of Object.entries(listeners))
    document.addEventListener(type, listener as EventListener, type === 'keydown')
  return () => {
    for (const [type, listener] of Object.entries(listeners))
      document.removeEventListener(type, listener as EventListener, type === 'keydown')
  }
}

/** Somebody writes or reads text, or took the event already. */
function isElsewhere({ target, defaultPrevented }: ClipboardEvent): boolean {
  if (defaultPrevented) return true
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null
  )
}

function copy(canvas: WorkflowCanvas, event: ClipboardEvent, target: PasteTarget): boolean {
  const isText = document.getSelection()?.isCollapsed === false
  if (isElsewhere(event) || isText || canvas.selectedItems.size === 0) return false
  try {
    canvas.copyToClipboard()
  } catch {
    target.onTooLarge()
    return false
  }
  event.clipboardData?.setData('text/html', toClipboardHtml(readClipboardText() ?? ''))
  event.preventDefault()
  return true
}

function paste(
  canvas: WorkflowCanvas,
  event: ClipboardEvent,
  target: PasteTarget,
  connectInputs: boolean
): void {
  const { clipboardData } = event
  const copied = fromClipboardHtml(clipboardData?.getData('text/html') ?? '')
  const files = [...(clipboardData?.files ?? [])]
  const text = clipboardData?.getData('text/plain') ?? ''
  if (copied !== null && readCopied(copied)) {
    writeClipboardText(copied)
    canvas.pasteFromClipboard({ connectInputs })
  } else if (files.length > 0) pasteFiles(canvas, files, target)
  else if (isJson(text)) target.openDocument(JSON.parse(text))
  else canvas.pasteFromClipboard({ connectInputs })
  event.preventDefault()
}

function pasteFiles(canvas: WorkflowCanvas, files: readonly File[], target: PasteTarget): void {
  const isForNode = (file: File) => isMedia(file) && isLoadable(file)
  const others = files.filter((file) => !isForNode(file))
  if (others.length > 0) target.openFiles(others)
  void placeAll(canvas, files.filter(isForNode))
}

/** One after the other, so that each is a step of its own. */
async function placeAll(canvas: WorkflowCanvas, files: readonly File[]): Promise<void> {
  for (const [index, file] of files.entries()) await placeMedia(canvas, file, index > 0)
}

function isJson(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
