import type { ShallowRef } from 'vue'
import { shallowRef } from 'vue'
import type { SavedRow } from '@/composables/workflow/savedTree'
import type { SavedWorkflows } from '@/composables/workflow/useSavedWorkflows'
import type { SavedWorkflow } from '@/domain/savedWorkflow'
import { getFolder } from '@/domain/savedWorkflow'

interface Dragged {
  readonly files: readonly SavedWorkflow[]
  /** Folder that it is in, whose name the files leave behind. */
  readonly from: string
  /** The folder itself, where one is dragged; it moves into none of its own. */
  readonly own: string | null
}

export interface SavedDrag {
  /** Folder that a drop would move into; null while nothing is dragged over one. */
  readonly target: Readonly<ShallowRef<string | null>>
  start(event: DragEvent, row: SavedRow): void
  /** @param row null: the space below the lines, which is no folder's */
  over(event: DragEvent, row: SavedRow | null): void
  drop(event: DragEvent, row: SavedRow | null): void
  end(): void
}

/** Moves workflows and folders by dragging them onto a folder, onto a file in it, or below all lines. */
export function useSavedDrag({ moveInto }: Pick<SavedWorkflows, 'moveInto'>): SavedDrag {
  const dragged = shallowRef<Dragged | null>(null)
  const target = shallowRef<string | null>(null)
  const getTarget = (row: SavedRow | null): string | null => {
    const folder = getRowFolder(row)
    if (!dragged.value || folder === null) return null
    const { own } = dragged.value
    return own !== null && folder.startsWith(own) ? null : folder
  }
  return {
    target,
    start(event, row) {
      if (!event.dataTransfer || (row.kind === 'folder' && row.folder === null)) return
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', row.label)
      dragged.value = describe(row)
    },
    over(event, row) {
      target.value = getTarget(row)
      if (target.value !== null) event.preventDefault()
    },
    drop(event, row) {
      const folder = getTarget(row)
      if (folder !== null && dragged.value) {
        event.preventDefault()
        moveInto(dragged.value.files, dragged.value.from, folder)
      }
      dragged.value = null
      target.value = null
    },
    end() {
      dragged.value = null
      target.value = null
    }
  }
}

function describe(row: SavedRow): Dragged | null {
  if (row.kind === 'file') return { files: [row.saved], from: getFolder(row.saved.name), own: null }
  const { files, folder } = row
  return folder === null ? null : { files, from: getFolder(folder.slice(0, -1)), own: folder }
}

function getRowFolder(row: SavedRow | null): string | null {
  if (row === null) return ''
  return row.kind === 'file' ? getFolder(row.saved.name) : row.folder
}
