import type { WorkflowTabs } from '@/composables/workflow/useWorkflowTabs'
import type { WorkflowId } from '@/domain/ids'

export interface TabKeyHooks {
  readonly tabs: WorkflowTabs
  /** The element of a tab. */
  getElement(id: WorkflowId): HTMLElement | null
  rename(id: WorkflowId): void
}

/**
 * Keys on a focused tab: arrows, Home and End move the focus, Enter and Space activate, F2 renames, Delete closes,
 * Ctrl+Shift with an arrow moves the tab itself.
 */
export function useTabKeys(hooks: TabKeyHooks): (event: KeyboardEvent) => void {
  const { tabs } = hooks
  return (event) => {
    const id = (event.target as HTMLElement).dataset.workflowId as WorkflowId | undefined
    const index = id ? tabs.order.value.indexOf(id) : -1
    if (!id || index === -1 || event.altKey || event.metaKey) return
    const step = getStep(event, index, tabs.order.value.length)
    if (step !== 0 && event.ctrlKey && event.shiftKey) {
      tabs.move(id, index + step)
      // Moving the element takes the focus from it.
      void Promise.resolve().then(() => hooks.getElement(id)?.focus())
    } else if (event.ctrlKey || event.shiftKey) return
    else if (step !== 0) focusAt(hooks, index + step)
    else if (event.key === 'Enter' || event.key === ' ') tabs.activate(id)
    else if (event.key === 'F2') hooks.rename(id)
    else if (event.key === 'Delete') tabs.close(id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** How far a key goes, within the ends; 0 for keys that go nowhere. */
function getStep({ key }: KeyboardEvent, index: number, count: number): number {
  if (key === 'ArrowRight' || key === 'ArrowDown') return index < count - 1 ? 1 : 0
  if (key === 'ArrowLeft' || key === 'ArrowUp') return index > 0 ? -1 : 0
  if (key === 'Home') return -index
  return key === 'End' ? count - 1 - index : 0
}

function focusAt({ tabs, getElement }: TabKeyHooks, index: number): void {
  const id = tabs.order.value[index]
  if (id) getElement(id)?.focus()
}
