import { useEventListener } from '@vueuse/core'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useActionBar } from '../workflow/useActionBar'
import { useWorkflowTabs } from '../workflow/useWorkflowTabs'
import { isTyping, matchesCombo } from './keyCombo'
import type { ShortcutId } from './shortcutList'
import { SHORTCUTS } from './shortcutList'

/** What shortcuts need of the page around them. */
export interface ShortcutHooks {
  /** A dialog has the keyboard. */
  readonly isBlocked: () => boolean
  openFileDialog(): void
  toggleWorkflows(): void
  openSettings(): void
}

/** The page's keys (docs: the list in the shortcuts dialog). A handler that took the event before has it. */
export function useShortcuts(hooks: ShortcutHooks): void {
  const run = useCommands(hooks)
  const activateAt = useTabByNumber()
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || hooks.isBlocked()) return
    const typing = isTyping(event.target)
    const found = SHORTCUTS.find(
      ({ combo, whileTyping }) => (whileTyping || !typing) && matchesCombo(combo, event)
    )
    if (found) run[found.id]()
    else if (typing || !activateAt(event)) return
    event.preventDefault()
  })
}

function useCommands(hooks: ShortcutHooks): Record<ShortcutId, () => void> {
  const bar = useActionBar()
  const tabs = useWorkflowTabs()
  const workflowStore = useWorkflowStore()
  const withActive = (action: (id: NonNullable<typeof workflowStore.activeId>) => void) => () => {
    if (workflowStore.activeId) action(workflowStore.activeId)
  }
  return {
    run: bar.run,
    runFront: bar.runFront,
    stop: bar.stopWorkflow,
    save: withActive((id) => tabs.save(id)),
    open: () => hooks.openFileDialog(),
    newWorkflow: () => tabs.create(),
    closeWorkflow: withActive((id) => tabs.close(id)),
    nextWorkflow: () => tabs.activateNeighbour(1),
    previousWorkflow: () => tabs.activateNeighbour(-1),
    jobs: bar.togglePanel,
    workflows: () => hooks.toggleWorkflows(),
    settings: () => hooks.openSettings()
  }
}

/** Alt+1 to Alt+9: the tab at that place. @returns whether the event was one of these */
function useTabByNumber(): (event: KeyboardEvent) => boolean {
  const tabs = useWorkflowTabs()
  return (event) => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
    if (!digit || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false
    const id = tabs.order.value[Number(digit) - 1]
    if (id) tabs.activate(id)
    return true
  }
}
