import type { ShallowRef } from 'vue'
import { shallowRef } from 'vue'
import type { NodeTreeRow } from '@/composables/nodes/nodeTree'
import { useAddNode } from '@/composables/nodes/useAddNode'
import { useBlueprintRemoval } from '@/composables/nodes/useBlueprintRemoval'
import { useNodeBookmarks } from '@/composables/nodes/useNodeBookmarks'
import { useNodeLibrary } from '@/composables/nodes/useNodeLibrary'
import type { Place } from '@/composables/ui/useMenu'
import { useMenu } from '@/composables/ui/useMenu'
import { hasModifier } from '@/domain/keyCombo'
import { t } from '@/i18n/translate'
import { makeRowMenu } from './bookmarkMenu'

/** What the lines of the library do. */
export interface LibraryRowActions {
  /** Path of the folder whose name is being written. */
  readonly renaming: Readonly<ShallowRef<string | null>>
  /** The folder whose icon and colour are being chosen, and where. */
  readonly looking: ShallowRef<{ readonly folder: string; readonly at: Place } | null>
  activate(row: NodeTreeRow): void
  openMenu(row: NodeTreeRow, at: Place, returnTo: HTMLElement | null): void
  startRename(folder: string): void
  /** @param name null: it stays */
  endRename(name: string | null): void
  addFolder(parent: string): void
  /** Keys that aren't the tree's own. @returns whether it was one */
  pressKey(row: NodeTreeRow, event: KeyboardEvent): boolean
}

export function useRowActions(): LibraryRowActions {
  const library = useNodeLibrary()
  const bookmarks = useNodeBookmarks()
  const addNode = useAddNode()
  const blueprints = useBlueprintRemoval()
  const menu = useMenu()
  const renaming = shallowRef<string | null>(null)
  const looking = shallowRef<{ folder: string; at: Place } | null>(null)
  const startRename = (folder: string): void => void (renaming.value = folder)
  const addFolder = (parent: string): void => {
    if (parent) library.openFolder(`bookmark:${parent}`)
    startRename(bookmarks.addFolder(parent))
  }
  const isOwnBlueprint = (row: NodeTreeRow): boolean =>
    row.kind === 'node' && blueprints.canRemove(row.entry.type)
  return {
    renaming,
    looking,
    activate(row) {
      if (row.kind === 'folder') library.toggleFolder(row.key)
      else addNode(row.entry.type, null)
    },
    openMenu(row, at, returnTo) {
      const entries = makeRowMenu(row, bookmarks, {
        add: (type) => addNode(type, null),
        startRename,
        addFolder,
        remove: isOwnBlueprint(row) ? blueprints.remove : null,
        chooseLook: (folder) => void (looking.value = { folder, at })
      })
      if (entries.length > 0)
        menu.toggle({ label: t('layout.nodes'), anchor: at, entries, returnTo })
    },
    startRename,
    endRename(name) {
      const folder = renaming.value
      renaming.value = null
      if (folder !== null && name !== null) bookmarks.renameFolder(folder, name)
    },
    addFolder,
    pressKey(row, event) {
      const { key, ctrlKey, metaKey } = event
      const folder = row.kind === 'folder' ? row.bookmarks?.path : undefined
      const isMark = key === 'd' && (ctrlKey || metaKey)
      if (row.kind === 'node' && isMark) bookmarks.toggle(row.entry.type)
      else if (hasModifier(event)) return false
      else if (row.kind === 'node' && key === 'Delete' && isOwnBlueprint(row))
        blueprints.remove(row.entry.type)
      else if (folder !== undefined && key === 'F2') startRename(folder)
      else if (folder !== undefined && key === 'Delete') bookmarks.removeFolder(folder)
      else return false
      return true
    }
  }
}
