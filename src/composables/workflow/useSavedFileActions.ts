import {
  cleanName,
  getBaseName,
  getFolder,
  SAVED_FOLDER,
  toSavedPath
} from '@/domain/savedWorkflow'
import type { SavedWorkflow } from '@/domain/savedWorkflow'
import { mintUuid } from '@/domain/uuid'
import { t } from '@/i18n/translate'
import { isRecord } from '@/protocol/guards'
import { useDialogStore } from '@/stores/dialogStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'

/** Copies of one name that are tried. */
const MOST_COPIES = 1_000

export interface SavedFileActions {
  /** Gives a saved workflow another name; a slash in it puts it into a folder. */
  rename(saved: SavedWorkflow, name: string): void
  /** Gives a folder another name, with all that is in it. @param folder with a slash at its end */
  renameFolder(folder: string, files: readonly SavedWorkflow[], name: string): void
  /** Puts workflows, as they are named, into a folder. @param folder with a slash at its end; empty: into none */
  moveInto(files: readonly SavedWorkflow[], from: string, folder: string): void
  /** Saves a copy beside it, with an identity of its own. */
  duplicate(saved: SavedWorkflow): void
  /** Deletes workflows from the server, after asking. Tabs that have them open stay, unsaved. */
  remove(files: readonly SavedWorkflow[], name: string): void
}

interface SavedFileListeners {
  /** The server's list is out of date. */
  onChanged(): void
  /** A file is elsewhere now; null: it is gone. */
  onMoved(path: string, to: string | null): void
}

/** What can be done with saved workflows. */
export function useSavedFileActions(listeners: SavedFileListeners): SavedFileActions {
  const { api } = useServices()
  const attempt = useAttempt()
  const mayDelete = useDeleteQuestion()
  const move = useMover(listeners)
  const patchOpen = useOpenPatcher()
  return {
    rename(saved, name) {
      const wanted = cleanName(name)
      if (wanted === '' || wanted === saved.name) return
      void attempt(t('tabs.renameFailed', { name: saved.name }), () => move([[saved, wanted]]))
    },
    renameFolder(folder, files, name) {
      const wanted = cleanName(name)
      if (wanted === '' || `${wanted}/` === folder) return
      void attempt(t('tabs.renameFailed', { name: folder.slice(0, -1) }), () =>
        move(files.map((file) => [file, `${wanted}/${file.name.slice(folder.length)}`]))
      )
    },
    moveInto(files, from, folder) {
      const moves = files
        .map((file) => [file, folder + file.name.slice(from.length)] as const)
        .filter(([file, name]) => file.name !== name)
      if (moves.length === 0) return
      void attempt(t('saved.moveFailed'), () => move(moves))
    },
    duplicate: (saved) =>
      void attempt(t('tabs.duplicateFailed', { name: saved.name }), async () => {
        const text = await api.getUserFile(saved.path)
        if (text === null) throw new Error(t('saved.gone'))
        await storeCopy(api, saved, text)
        listeners.onChanged()
      }),
    remove: (files, name) =>
      void attempt(t('saved.deleteFailed', { name }), async () => {
        if (files.length === 0 || !(await mayDelete(files, name))) return
        try {
          for (const { path } of files) {
            await api.deleteUserFile(path)
            patchOpen(path, { path: null, savedHash: null, isModified: true })
            listeners.onMoved(path, null)
          }
        } finally {
          listeners.onChanged()
        }
      })
  }
}

type Move = readonly [file: SavedWorkflow, name: string]

/** Moves files on the server, and takes open tabs along. Names that are taken are said; the others move. */
function useMover(listeners: SavedFileListeners): (moves: readonly Move[]) => Promise<void> {
  const { api } = useServices()
  const noticeStore = useNoticeStore()
  const patchOpen = useOpenPatcher()
  return async (moves) => {
    try {
      for (const [file, name] of moves) {
        const path = toSavedPath(name)
        if ((await api.moveUserFile(file.path, path)) === 'exists') {
          noticeStore.addNotice({ kind: 'warning', title: t('saved.exists', { name }) })
          continue
        }
        patchOpen(file.path, { path, name: getBaseName(name) })
        listeners.onMoved(file.path, path)
      }
    } finally {
      listeners.onChanged()
    }
  }
}

type OpenPatch = Parameters<ReturnType<typeof useWorkflowStore>['patchWorkflow']>[1]

/** Changes the tabs that have a file open. */
function useOpenPatcher(): (path: string, patch: OpenPatch) => void {
  const store = useWorkflowStore()
  return (path, patch) => {
    for (const id of store.order)
      if (store.getWorkflow(id)?.path === path) store.patchWorkflow(id, patch)
  }
}

/** Under the first name that is free. */
async function storeCopy(
  api: Pick<ReturnType<typeof useServices>['api'], 'storeUserFile'>,
  { name }: SavedWorkflow,
  text: string
): Promise<void> {
  const document: unknown = JSON.parse(text)
  const body = isRecord(document) ? JSON.stringify({ ...document, id: mintUuid() }) : text
  for (let count = 1; count < MOST_COPIES; count++) {
    const copy = t('services.copyName', { name: getBaseName(name) })
    const path = `${SAVED_FOLDER}/${getFolder(name)}${copy}${count === 1 ? '' : ` ${count}`}.json`
    if ((await api.storeUserFile(path, body, { overwrite: false })) === 'stored') return
  }
  throw new Error(t('services.noFreeName'))
}

/** Asks, unless the user asked not to be asked. */
function useDeleteQuestion(): (files: readonly SavedWorkflow[], name: string) => Promise<boolean> {
  const dialogStore = useDialogStore()
  const settingStore = useSettingStore()
  return async (files, name) => {
    if (!settingStore.getSetting('Comfy.Workflow.ConfirmDelete')) return true
    const count = files.length
    const answer = await dialogStore.ask({
      title: t('saved.askDelete', { name: getBaseName(name) }),
      message:
        count > 1
          ? t('saved.askDeleteFolderMessage', { count, name })
          : t('saved.askDeleteMessage', { name }),
      confirmLabel: t('common.delete'),
      isDestructive: true
    })
    return answer === 'confirm'
  }
}
