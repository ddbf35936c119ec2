import IconBookmark from '~icons/lucide/bookmark'
import IconUnbookmark from '~icons/lucide/bookmark-x'
import IconDuplicate from '~icons/lucide/copy-plus'
import IconFile from '~icons/lucide/file'
import IconRename from '~icons/lucide/pencil'
import IconDelete from '~icons/lucide/trash-2'
import type { MenuEntry } from '@/composables/ui/useMenu'
import type { SavedFileRow, SavedFolderRow } from '@/composables/workflow/savedTree'
import type { SavedWorkflows } from '@/composables/workflow/useSavedWorkflows'
import { t } from '@/i18n/translate'

/** What can be done with a saved workflow. */
export function makeFileMenu(
  saved: SavedWorkflows,
  { saved: file }: SavedFileRow,
  startRename: () => void
): readonly MenuEntry[] {
  const isBookmarked = saved.bookmarks.paths.value.has(file.path)
  return [
    { label: t('saved.open'), icon: IconFile, keys: ['Enter'], run: () => saved.open(file) },
    {
      label: t('saved.rename'),
      icon: IconRename,
      keys: ['F2'],
      hint: t('saved.renameHint'),
      run: startRename
    },
    { label: t('tabs.duplicate'), icon: IconDuplicate, run: () => saved.duplicate(file) },
    {
      label: isBookmarked ? t('saved.removeBookmark') : t('saved.addBookmark'),
      icon: isBookmarked ? IconUnbookmark : IconBookmark,
      run: () => saved.bookmarks.toggle(file.path)
    },
    'separator',
    {
      label: t('common.delete'),
      icon: IconDelete,
      keys: ['Del'],
      isDanger: true,
      run: () => saved.remove([file], file.name)
    }
  ]
}

/** What can be done with a folder of them. */
export function makeFolderMenu(
  saved: SavedWorkflows,
  { files, folder }: SavedFolderRow,
  startRename: () => void
): readonly MenuEntry[] {
  const name = folder?.slice(0, -1) ?? ''
  return [
    { label: t('saved.renameFolder'), icon: IconRename, keys: ['F2'], run: startRename },
    'separator',
    {
      label: t('common.delete'),
      icon: IconDelete,
      keys: ['Del'],
      isDanger: true,
      run: () => saved.remove(files, name)
    }
  ]
}
