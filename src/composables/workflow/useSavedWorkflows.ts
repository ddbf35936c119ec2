import type { ShallowRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'
import type { SavedWorkflow } from './savedWorkflow'
import { getBaseName, SAVED_FOLDER } from './savedWorkflow'
import type { SavedFileActions } from './useSavedFileActions'
import { useSavedFileActions } from './useSavedFileActions'

export interface SavedWorkflows extends SavedFileActions {
  readonly phase: Readonly<ShallowRef<'loading' | 'ready' | 'failed'>>
  readonly workflows: ComputedRef<readonly SavedWorkflow[]>
  refresh(): void
  /** Brings its tab to the front, else opens it in a new one. */
  open(saved: SavedWorkflow): void
}

/** The workflows that were saved to the server, read anew whenever one is saved from this page. */
export function useSavedWorkflows(): SavedWorkflows {
  const { api } = useServices()
  const workflowStore = useWorkflowStore()
  const phase = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const names = shallowRef<readonly string[]>([])
  let reading = 0

  async function refresh(): Promise<void> {
    const own = ++reading
    try {
      const listed = await api.listUserFiles(SAVED_FOLDER)
      if (own !== reading) return
      names.value = listed.filter((name) => name.toLowerCase().endsWith('.json'))
      phase.value = 'ready'
    } catch {
      if (own === reading) phase.value = 'failed'
    }
  }
  const paths = computed(() => workflowStore.order.map((id) => workflowStore.getWorkflow(id)?.path))
  watch(
    () => paths.value.join('\n'),
    () => void refresh(),
    { immediate: true }
  )
  return {
    phase,
    workflows: computed(() =>
      names.value
        .map((name) => ({ path: `${SAVED_FOLDER}/${name}`, name: name.replace(/\.json$/i, '') }))
        .sort((a, b) => a.name.localeCompare(b.name))
    ),
    refresh: () => void refresh(),
    open: useOpener(),
    ...useSavedFileActions(() => void refresh())
  }
}

function useOpener(): (saved: SavedWorkflow) => void {
  const { api, workflows } = useServices()
  const workflowStore = useWorkflowStore()
  const attempt = useAttempt()
  return ({ path, name }) => {
    const openId = workflowStore.order.find((id) => workflowStore.getWorkflow(id)?.path === path)
    if (openId) {
      workflows.activate(openId)
      return
    }
    void attempt(`Could not open ${name}`, async () => {
      const text = await api.getUserFile(path)
      if (text === null) throw new Error('The server has it no more.')
      const id = await workflows.openDocument(JSON.parse(text), getBaseName(name))
      workflowStore.patchWorkflow(id, { path })
    })
  }
}
