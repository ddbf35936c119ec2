import { createSharedComposable } from '@vueuse/core'
import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { BookmarkLook, BookmarkList, BookmarkLooks, Bookmarks } from '@/domain/nodeBookmarks'
import {
  addFolder,
  isMarked,
  listFolders,
  moveMark,
  readBookmarks,
  removeFolder,
  renameFolder,
  toggleMark
} from '@/domain/nodeBookmarks'
import { t } from '@/i18n/translate'
import { useSettingField } from '../settings/useSettings'

/** The user's bookmarks of node types, in folders; kept under ComfyUI's own settings. */
export interface NodeBookmarks {
  readonly list: ComputedRef<BookmarkList>
  readonly looks: ComputedRef<BookmarkLooks>
  readonly folders: ComputedRef<readonly string[]>
  isMarked(type: string): boolean
  toggle(type: string): void
  /** @param folder with its slash; empty for the top */
  move(type: string, folder: string): void
  /** @returns the new folder's path */
  addFolder(parent: string): string
  renameFolder(folder: string, name: string): void
  /** What is in it moves up. */
  removeFolder(folder: string): void
  setLook(folder: string, look: BookmarkLook): void
}

export const useNodeBookmarks = createSharedComposable((): NodeBookmarks => {
  const setting = useSettingField('Comfy.NodeLibrary.Bookmarks.V2')
  const customization = useSettingField('Comfy.NodeLibrary.BookmarksCustomization')
  const list = computed(() => readBookmarks(setting.value))
  const looks = computed<BookmarkLooks>(() => customization.value ?? {})
  const write = (next: Bookmarks): void => {
    if (next.list !== list.value) setting.value = next.list
    if (next.looks !== looks.value) customization.value = next.looks
  }
  const read = (): Bookmarks => ({ list: list.value, looks: looks.value })
  return {
    list,
    looks,
    folders: computed(() => listFolders(list.value)),
    isMarked: (type) => isMarked(list.value, type),
    toggle: (type) => void (setting.value = toggleMark(list.value, type)),
    move: (type, folder) => void (setting.value = moveMark(list.value, type, folder)),
    addFolder(parent) {
      const added = addFolder(list.value, parent, t('nodes.newFolder'))
      setting.value = added.list
      return added.path
    },
    renameFolder: (folder, name) => write(renameFolder(read(), folder, name)),
    removeFolder: (folder) => write(removeFolder(read(), folder)),
    setLook: (folder, look) =>
      void (customization.value = { ...looks.value, [folder]: { ...looks.value[folder], ...look } })
  }
})
