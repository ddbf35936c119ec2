import IconAdd from '~icons/lucide/plus'
import IconDelete from '~icons/lucide/trash-2'
import IconFolder from '~icons/lucide/folder'
import IconNew from '~icons/lucide/folder-plus'
import IconLook from '~icons/lucide/palette'
import IconRename from '~icons/lucide/pencil'
import IconMark from '~icons/lucide/star'
import IconUnmark from '~icons/lucide/star-off'
import type { NodeTreeRow } from '@/composables/nodes/nodeTree'
import type { NodeBookmarks } from '@/composables/nodes/useNodeBookmarks'
import type { MenuEntry } from '@/composables/ui/useMenu'
import { t } from '@/i18n/translate'

type NodeRow = Extract<NodeTreeRow, { kind: 'node' }>

/** What the menu of a line has besides bookmarks. */
export interface RowActions {
  add(type: string): void
  /** A field in the line's place. */
  startRename(folder: string): void
  /** Icon and colour of the folder. */
  chooseLook(folder: string): void
  /** A new folder opens for renaming. */
  addFolder(parent: string): void
  /** Deletes a blueprint of the user's; null for any other node. */
  remove: ((type: string) => void) | null
}

/** What can be done with a line of the library; nothing for categories. */
export function makeRowMenu(
  row: NodeTreeRow,
  bookmarks: NodeBookmarks,
  actions: RowActions
): readonly MenuEntry[] {
  if (row.kind === 'node') return makeNodeMenu(row, bookmarks, actions)
  return row.bookmarks ? makeFolderMenu(row.bookmarks.path, bookmarks, actions) : []
}

function makeNodeMenu(
  { entry: { type } }: NodeRow,
  bookmarks: NodeBookmarks,
  actions: RowActions
): readonly MenuEntry[] {
  const isMarked = bookmarks.isMarked(type)
  const entries: MenuEntry[] = [
    { label: t('nodes.addToGraph'), icon: IconAdd, keys: ['Enter'], run: () => actions.add(type) },
    {
      label: t(isMarked ? 'nodes.unbookmark' : 'nodes.bookmark'),
      icon: isMarked ? IconUnmark : IconMark,
      keys: ['Ctrl', 'D'],
      run: () => bookmarks.toggle(type)
    }
  ]
  const places = bookmarks.folders.value.map((folder) => ({
    label: t('nodes.moveTo', { folder: folder.slice(0, -1).replaceAll('/', ' / ') }),
    icon: IconFolder,
    isDisabled: bookmarks.list.value.includes(folder + type),
    run: () => bookmarks.move(type, folder)
  }))
  if (places.length > 0) entries.push('separator', ...places)
  const { remove } = actions
  if (remove)
    entries.push('separator', {
      label: t('nodes.deleteBlueprint'),
      icon: IconDelete,
      keys: ['Del'],
      isDanger: true,
      run: () => remove(type)
    })
  return entries
}

function makeFolderMenu(
  path: string,
  bookmarks: NodeBookmarks,
  actions: RowActions
): readonly MenuEntry[] {
  return [
    {
      label: t('nodes.renameFolder'),
      icon: IconRename,
      keys: ['F2'],
      run: () => actions.startRename(path)
    },
    { label: t('nodes.folderLook'), icon: IconLook, run: () => actions.chooseLook(path) },
    { label: t('nodes.folderInside'), icon: IconNew, run: () => actions.addFolder(path) },
    'separator',
    {
      label: t('nodes.removeFolder'),
      hint: t('nodes.removeFolderHint'),
      icon: IconDelete,
      keys: ['Del'],
      isDanger: true,
      run: () => bookmarks.removeFolder(path)
    }
  ]
}
