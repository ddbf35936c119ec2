import { useEventListener } from '@vueuse/core'
import type { Keybinding } from '@/domain/keybindings'
import { isTextCombo, matchesCombo } from '@/domain/keyCombo'
import { useCommands } from '../commands/useCommands'
import { useWorkflowTabs } from '../workflow/useWorkflowTabs'
import { isTyping } from './keyCombo'
import { useKeybindings } from './useKeybindings'

/**
 * The page's keys. A handler that took the event before has it.
 * @param isBlocked a dialog has the keyboard
 */
export function useShortcuts(isBlocked: () => boolean): void {
  const commands = useCommands()
  const { bindings } = useKeybindings()
  const activateAt = useTabByNumber()
  const canRun = (
    { commandId, combo, targetElementId }: Keybinding,
    event: KeyboardEvent
  ): boolean => {
    const command = commands.find(commandId)
    if (!command || (targetElementId && !isWithin(event.target, targetElementId))) return false
    return !isWriting(event) || (command.whileTyping && !isTextCombo(combo))
  }
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isBlocked()) return
    const found = bindings.value.find(
      (binding) => matchesCombo(binding.combo, event) && canRun(binding, event)
    )
    if (found) commands.run(found.commandId)
    else if (isWriting(event) || !(activateAt(event) || selectsPage(event))) return
    event.preventDefault()
  })
}

/** A list field takes letters, arrows and Space, but has nothing to undo: letters with Ctrl are the page's. */
function isWriting({ target, key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isCommand = (ctrlKey || metaKey) && !altKey && /^\S$/.test(key)
  return isTyping(target) && !(isCommand && target instanceof HTMLSelectElement)
}

/** Ctrl+A that nobody takes: the browser would mark every word of the page as selected. */
function selectsPage({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  const isOurs = key.toLowerCase() === 'a' && (ctrlKey || metaKey) && !altKey && !shiftKey
  return isOurs && target instanceof Element && !target.closest('.select-text')
}

/** Keys that nobody asked for in particular, the page's body has, count as the canvas's. */
function isWithin(target: EventTarget | null, elementId: string): boolean {
  const host = document.querySelector(`#${CSS.escape(elementId)}`)
  return target === document.body || (target instanceof Node && (host?.contains(target) ?? false))
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
