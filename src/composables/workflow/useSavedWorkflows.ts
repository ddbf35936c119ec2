import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import type { SavedWorkflow } from '@/domain/savedWorkflow'
import { SAVED_FOLDER, toSavedWorkflow } from '@/domain/savedWorkflow'
import { t } from '@/i18n/translate'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'
import type { SavedFileActions } from './useSavedFileActions'
import { useSavedFileActions } from './useSavedFileActions'
import type { WorkflowBookmarks } from './useWorkflowBookmarks'
import { useWorkflowBookmarks } from './useWorkflowBookmarks'

/** How a saved workflow is open in a tab. */
export interface OpenMark {
  readonly isModified: boolean
  readonly isActive: boolean
}

export interface SavedWorkflows extends SavedFileActions {
  readonly phase: Readonly<ShallowRef<'loading' | 'ready' | 'failed'>>
  readonly workflows: ComputedRef<readonly SavedWorkflow[]>
  readonly bookmarks: Pick<WorkflowBookmarks, 'paths' | 'toggle'>
  /** Null for one that is not open. */
  getMark(path: string): OpenMark | null
  refresh(): void
  /** Brings its tab to the front, else opens it in a new one. */
  open(saved: SavedWorkflow): void
}

/** The workflows that were saved to the server, read anew whenever one is saved from this page. */
export function useSavedWorkflows(): SavedWorkflows {
  const { workflows } = useServices()
  const attempt = useAttempt()
  const bookmarks = useWorkflowBookmarks()
  const { names, phase, refresh } = useSavedNames(bookmarks)
  const marks = useOpenMarks()
  return {
    phase,
    workflows: computed(() =>
      names.value
        .map((name) => toSavedWorkflow(`${SAVED_FOLDER}/${name}`))
        .sort((a, b) => a.name.localeCompare(b.name))
    ),
    bookmarks,
    getMark: (path) => marks.value.get(path) ?? null,
    refresh: () => void refresh(),
    open: ({ path, name }) =>
      void attempt(t('saved.openFailed', { name }), () => workflows.openSaved(path)),
    ...useSavedFileActions({ onChanged: () => void refresh(), onMoved: bookmarks.noteMoved })
  }
}

/** Names of the saved workflows, from their folder. */
function useSavedNames(bookmarks: WorkflowBookmarks) {
  const { api } = useServices()
  const workflowStore = useWorkflowStore()
  const phase = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const names = shallowRef<readonly string[]>([])
  let reading = 0

  async function refresh(): Promise<void> {
    const own = ++reading
    try {
      const listed = (await api.listUserFiles(SAVED_FOLDER)).filter(isWorkflow)
      // Without workflows there is nothing to mark, and most likely no file of bookmarks.
      if (listed.length > 0) await bookmarks.refresh()
      if (own !== reading) return
      names.value = listed
      phase.value = 'ready'
    } catch {
      if (own === reading) phase.value = 'failed'
    }
  }
  watch(
    () => workflowStore.order.map((id) => workflowStore.getWorkflow(id)?.path).join('\n'),
    () => void refresh(),
    { immediate: true }
  )
  return { names, phase, refresh }
}

/** Files whose name begins with a dot are no workflows. */
function isWorkflow(name: string): boolean {
  return /\.json$/i.test(name) && !/(^|\/)\./.test(name)
}

function useOpenMarks(): ComputedRef<ReadonlyMap<string, OpenMark>> {
  const store = useWorkflowStore()
  return computed(() => {
    const marks = new Map<string, OpenMark>()
    for (const id of store.order) {
      const workflow = store.getWorkflow(id)
      if (workflow?.path == null) continue
      marks.set(workflow.path, {
        isModified: workflow.isModified,
        isActive: id === store.activeId
      })
    }
    return marks
  })
}
