import { useEventListener } from '@vueuse/core'
import { COMMANDS } from '../commands/commandList'
import { useCommands } from '../commands/useCommands'
import { useWorkflowTabs } from '../workflow/useWorkflowTabs'
import { isTyping, matchesCombo } from './keyCombo'

/**
 * The page's keys (docs: the list in the shortcuts dialog). A handler that took the event before has it.
 * @param isBlocked a dialog has the keyboard
 */
export function useShortcuts(isBlocked: () => boolean): void {
  const commands = useCommands()
  const activateAt = useTabByNumber()
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isBlocked()) return
    const typing = isTyping(event.target)
    const found = COMMANDS.find(
      ({ combos, whileTyping }) =>
        (whileTyping || !typing) && combos.some((combo) => matchesCombo(combo, event))
    )
    if (found) commands.run(found.id)
    else if (typing || !activateAt(event)) return
    event.preventDefault()
  })
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
