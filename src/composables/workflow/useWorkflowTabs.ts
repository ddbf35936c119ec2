import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { WorkflowId } from '@/domain/ids'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'

export interface WorkflowTabs {
  /** Ids in the order of the tabs. */
  readonly order: ComputedRef<readonly WorkflowId[]>
  readonly activeId: ComputedRef<WorkflowId | null>
  activate(id: WorkflowId): void
  /** Brings the tab `step` places further to the front; goes round at the ends. */
  activateNeighbour(step: number): void
  /** Moves a tab to a place, counted without itself. */
  move(id: WorkflowId, index: number): void
  rename(id: WorkflowId, name: string): void
  create(): void
  openFiles(files: readonly File[]): void
  close(id: WorkflowId): void
  /** Closes all others, one by one; stops at the first that the user keeps open. */
  closeOthers(id: WorkflowId): void
  duplicate(id: WorkflowId): void
  save(id: WorkflowId): void
  exportDocument(id: WorkflowId): void
  exportApi(id: WorkflowId): void
}

/** The tab strip, and all that can be done with a tab. Failures are told in notices. */
export function useWorkflowTabs(): WorkflowTabs {
  const store = useWorkflowStore()
  const { workflows } = useServices()
  const attempt = useAttempt()
  const nameOf = (id: WorkflowId): string => store.getWorkflow(id)?.name ?? 'the workflow'
  return {
    order: computed(() => store.order),
    activeId: computed(() => store.activeId),
    activate: (id) => workflows.activate(id),
    activateNeighbour(step) {
      const [order, activeId] = [store.order, store.activeId]
      if (activeId === null) return
      const index = (order.indexOf(activeId) + step + order.length) % order.length
      const next = order[index]
      if (next !== undefined) workflows.activate(next)
    },
    move: (id, index) => store.moveWorkflow(id, index),
    rename(id, name) {
      const trimmed = name.trim()
      if (trimmed === '' || trimmed === store.getWorkflow(id)?.name) return
      void attempt(`Could not rename ${nameOf(id)}`, () => workflows.rename(id, trimmed))
    },
    create: () => void attempt('Could not open a new workflow', () => workflows.newWorkflow()),
    openFiles: (files) =>
      void attempt('Could not open the files', () => workflows.openFiles(files)),
    close: (id) => void attempt(`Could not close ${nameOf(id)}`, () => workflows.close(id)),
    closeOthers: (id) =>
      void attempt('Could not close the workflows', async () => {
        for (const other of store.order) {
          if (other !== id && !(await workflows.close(other))) return
        }
      }),
    duplicate: (id) =>
      void attempt(`Could not duplicate ${nameOf(id)}`, () => workflows.duplicate(id)),
    save: (id) => void attempt(`Could not save ${nameOf(id)}`, () => workflows.save(id)),
    exportDocument: (id) =>
      void attempt(`Could not export ${nameOf(id)}`, () => workflows.exportDocument(id)),
    exportApi: (id) =>
      void attempt(`Could not export ${nameOf(id)} in API format`, () => workflows.exportApi(id))
  }
}
