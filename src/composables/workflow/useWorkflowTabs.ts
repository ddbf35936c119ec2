import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { WorkflowId } from '@/domain/ids'
import { t } from '@/i18n/translate'
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
  openAddress(address: string): void
  close(id: WorkflowId): void
  /** Closes all others, one by one; stops at the first that the user keeps open. */
  closeOthers(id: WorkflowId): void
  duplicate(id: WorkflowId): void
  save(id: WorkflowId): void
  /** Asks for a name first. */
  saveAs(id: WorkflowId): void
  exportDocument(id: WorkflowId): void
  exportApi(id: WorkflowId): void
}

/** The tab strip, and all that can be done with a tab. Failures are told in notices. */
export function useWorkflowTabs(): WorkflowTabs {
  const store = useWorkflowStore()
  const { workflows } = useServices()
  const attempt = useAttempt()
  const nameOf = (id: WorkflowId): string => store.getWorkflow(id)?.name ?? t('tabs.theWorkflow')
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
      void attempt(t('tabs.renameFailed', { name: nameOf(id) }), () =>
        workflows.rename(id, trimmed)
      )
    },
    create: () => void attempt(t('tabs.newFailed'), () => workflows.newWorkflow()),
    openFiles: (files) => void attempt(t('tabs.openFilesFailed'), () => workflows.openFiles(files)),
    openAddress: (address) =>
      void attempt(t('tabs.openFilesFailed'), () => workflows.openAddress(address)),
    close: (id) =>
      void attempt(t('tabs.closeFailed', { name: nameOf(id) }), () => workflows.close(id)),
    closeOthers: (id) =>
      void attempt(t('tabs.closeOthersFailed'), async () => {
        for (const other of store.order) {
          if (other !== id && !(await workflows.close(other))) return
        }
      }),
    duplicate: (id) =>
      void attempt(t('tabs.duplicateFailed', { name: nameOf(id) }), () => workflows.duplicate(id)),
    save: (id) =>
      void attempt(t('tabs.saveFailed', { name: nameOf(id) }), () => workflows.save(id)),
    saveAs: (id) =>
      void attempt(t('tabs.saveFailed', { name: nameOf(id) }), () => workflows.saveAs(id)),
    exportDocument: (id) =>
      void attempt(t('tabs.exportFailed', { name: nameOf(id) }), () =>
        workflows.exportDocument(id)
      ),
    exportApi: (id) =>
      void attempt(t('tabs.exportApiFailed', { name: nameOf(id) }), () => workflows.exportApi(id))
  }
}
