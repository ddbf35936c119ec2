import type { LGraphNode } from '@comfyorg/litegraph'
import { ButtonWidget } from '@comfyorg/litegraph'
import { t } from '@/i18n/translate'
import { getCanvasHost } from '../canvasHost'
import type { InputEntry } from '../schema/nodeLayout'
import { offerFile, setFile } from './uploadWidgets'
import type { ComfyWidget } from './widget'
import { getWidgets } from './widget'

/** What ComfyUI's loaders of folders read: pictures, and texts about them. */
const WANTED = /\.(png|jpe?g|webp|txt)$/i
/** Files of one folder; beyond that somebody chose the wrong one. */
const MAX_FILES = 10_000

/** A file with the folder it lies in, counted from the one that was chosen: `cats/black`. */
export interface FolderFile {
  readonly file: File
  readonly folder: string
}

/** The button that uploads a folder of pictures and chooses it. Neither document nor prompt holds it. */
export function makeFolderUploadWidget(node: LGraphNode, entry: InputEntry): ComfyWidget {
  const { target } = entry.spec.options
  const options = { ...entry.spec.options, serialize: false }
  const widget = new ButtonWidget(
    { type: 'button', name: entry.name, value: null, options, y: 0 } as never,
    node
  ) as unknown as ComfyWidget
  widget.serialize = false
  widget.label = t('widgets.uploadFolder')
  widget.callback = () =>
    void chooseFolder().then((files) => {
      const [name] = files[0]?.folder.split('/') ?? []
      return name ? uploadFolder(node, String(target), name, files) : false
    })
  return widget
}

/** The list of folders that this node can fill; null for nodes without one. */
export function getFolderTarget(node: LGraphNode): string | null {
  const button = getWidgets(node).find(({ options }) => options?.uploadsFolder === true)
  return button ? String(button.options.target) : null
}

async function chooseFolder(): Promise<FolderFile[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.webkitdirectory = true
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve([]))
    input.addEventListener('change', () =>
      resolve(
        [...(input.files ?? [])].map((file) => ({
          file,
          folder: file.webkitRelativePath.split('/').slice(0, -1).join('/')
        }))
      )
    )
    input.click()
  })
}

/** A folder that was dropped; null when there is none. To be asked at once: the browser forgets what was dropped. */
export function findDroppedFolder(transfer: DataTransfer | null): FileSystemDirectoryEntry | null {
  for (const item of transfer?.items ?? []) {
    const entry = item.webkitGetAsEntry?.()
    if (entry?.isDirectory) return entry as FileSystemDirectoryEntry
  }
  return null
}

/** Uploads a folder that was dropped onto a node. @returns see {@link uploadFolder} */
export async function uploadDropped(
  node: LGraphNode,
  target: string,
  dropped: FileSystemDirectoryEntry
): Promise<boolean> {
  try {
    return await uploadFolder(node, target, dropped.name, await readFolder(dropped))
  } catch (error) {
    return tellFailure(dropped.name, error)
  }
}

/** All files in a folder and below. */
async function readFolder(root: FileSystemDirectoryEntry): Promise<FolderFile[]> {
  const found: FolderFile[] = []
  const waiting = [{ entry: root, folder: root.name }]
  for (let next = waiting.pop(); next && found.length <= MAX_FILES; next = waiting.pop()) {
    const { entry, folder } = next
    const reader = entry.createReader()
    // Each call gives some, and none when there are no more.
    for (let some = await readSome(reader); some.length > 0; some = await readSome(reader))
      for (const child of some) {
        if (child.isDirectory)
          waiting.push({
            entry: child as FileSystemDirectoryEntry,
            folder: `${folder}/${child.name}`
          })
        else found.push({ folder, file: await readFile(child as FileSystemFileEntry) })
      }
  }
  return found
}

const readSome = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject))
const readFile = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject))

/**
 * Uploads the pictures and texts of a folder into one of its name, below the server's input folder, and makes that the
 * value of a list. Files that are there already stay.
 * @returns whether all arrived; a failure is told to the user, and the value stays as it was.
 */
async function uploadFolder(
  node: LGraphNode,
  target: string,
  name: string,
  files: readonly FolderFile[]
): Promise<boolean> {
  const host = getCanvasHost()
  const wanted = files.filter(({ file }) => WANTED.test(file.name))
  if (wanted.length === 0) return tellFailure(name, t('widgets.emptyFolder'))
  if (wanted.length > MAX_FILES)
    return tellFailure(name, t('widgets.largeFolder', { count: MAX_FILES }))
  const button = getWidgets(node).find(({ options }) => options?.uploadsFolder === true)
  try {
    for (const [index, { file, folder }] of wanted.entries()) {
      // The node may have gone meanwhile.
      if (!node.graph) return false
      tell(node, button, `${index + 1} / ${wanted.length}`)
      await host.api.uploadImage(file, { subfolder: folder })
    }
  } catch (error) {
    return tellFailure(name, error)
  } finally {
    tell(node, button, t('widgets.uploadFolder'))
  }
  for (const folder of new Set(wanted.map((file) => file.folder))) offerFile(node, target, folder)
  return setFile(node, target, name)
}

function tellFailure(name: string, reason: unknown): false {
  const detail = reason instanceof Error ? reason.message : String(reason)
  getCanvasHost().notify('error', t('widgets.uploadFailed', { name }), detail)
  return false
}

function tell(node: LGraphNode, button: ComfyWidget | undefined, label: string): void {
  if (button) button.label = label
  node.setDirtyCanvas(true, false)
}
