import { useDialogStore } from '@/stores/dialogStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'
import type { SavedWorkflow } from './savedWorkflow'
import { getBaseName, toSavedPath } from './savedWorkflow'

export interface SavedFileActions {
  /** Gives a saved workflow another name; a slash in it puts it into a folder. */
  rename(saved: SavedWorkflow, name: string): void
  /** Deletes it from the server, after asking. A tab that has it open stays, unsaved. */
  remove(saved: SavedWorkflow): void
}

/** What can be done with saved workflows. @param onChanged the server's list is out of date */
export function useSavedFileActions(onChanged: () => void): SavedFileActions {
  const { api } = useServices()
  const workflowStore = useWorkflowStore()
  const noticeStore = useNoticeStore()
  const attempt = useAttempt()
  const mayDelete = useDeleteQuestion()
  const listOpen = (path: string) =>
    workflowStore.order.filter((id) => workflowStore.getWorkflow(id)?.path === path)
  return {
    rename(saved, name) {
      const wanted = cleanName(name)
      if (wanted === '' || wanted === saved.name) return
      void attempt(`Could not rename ${saved.name}`, async () => {
        const path = toSavedPath(wanted)
        if ((await api.moveUserFile(saved.path, path)) === 'exists') {
          noticeStore.addNotice({ kind: 'warning', title: `There is a ${wanted} already` })
          return
        }
        for (const id of listOpen(saved.path))
          workflowStore.patchWorkflow(id, { path, name: getBaseName(wanted) })
        onChanged()
      })
    },
    remove: (saved) =>
      void attempt(`Could not delete ${saved.name}`, async () => {
        if (!(await mayDelete(saved))) return
        await api.deleteUserFile(saved.path)
        for (const id of listOpen(saved.path))
          workflowStore.patchWorkflow(id, { path: null, isModified: true })
        onChanged()
      })
  }
}

/** Asks, unless the user asked not to be asked. */
function useDeleteQuestion(): (saved: SavedWorkflow) => Promise<boolean> {
  const dialogStore = useDialogStore()
  const settingStore = useSettingStore()
  return async ({ name }) => {
    if (!settingStore.getSetting('Comfy.Workflow.ConfirmDelete')) return true
    const answer = await dialogStore.ask({
      title: `Delete ${getBaseName(name)}?`,
      message: `“${name}” is deleted from the server. This can’t be undone.`,
      confirmLabel: 'Delete',
      isDestructive: true
    })
    return answer === 'confirm'
  }
}

/** Without what no file system takes, and without folders that lead out. */
function cleanName(name: string): string {
  return name
    .split('/')
    .map((part) =>
      // eslint-disable-next-line no-control-regex -- control characters are what must go
      part.replace(/[<>:"\\|?*%\u0000-\u001f]/g, '_').trim()
    )
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/')
}
