import type { KeyCombo } from '@/domain/keyCombo'

const NAMES: Readonly<Record<string, string>> = {
  enter: 'Enter',
  escape: 'Esc',
  delete: 'Del',
  backspace: 'Backspace',
  tab: 'Tab',
  ' ': 'Space',
  home: 'Home',
  end: 'End',
  insert: 'Insert',
  contextmenu: 'Menu',
  pageup: 'Page Up',
  pagedown: 'Page Down',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→'
}

/** Whether this is a Mac's keyboard, where Command stands for Ctrl. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}

/** The keys to press, one by one, as they stand on the keyboard. */
export function describeCombo(combo: KeyCombo, isMac: boolean): readonly string[] {
  return [
    ...(combo.ctrl ? [isMac ? '⌘' : 'Ctrl'] : []),
    ...(combo.alt ? [isMac ? '⌥' : 'Alt'] : []),
    ...(combo.shift ? ['Shift'] : []),
    NAMES[combo.key.toLowerCase()] ?? combo.key.toUpperCase()
  ]
}

/** The same for `aria-keyshortcuts`. */
export function describeForAria({ key, ctrl, alt, shift }: KeyCombo, isMac: boolean): string {
  const name = key === ' ' ? 'Space' : key === '+' ? 'Plus' : key
  return [
    ...(ctrl ? [isMac ? 'Meta' : 'Control'] : []),
    ...(alt ? ['Alt'] : []),
    ...(shift ? ['Shift'] : []),
    name.length === 1 ? name.toUpperCase() : name
  ].join('+')
}

/** Whether the keyboard writes text at the moment, so that bare letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLSelectElement) return true
  return (
    target instanceof HTMLInputElement &&
    !['button', 'checkbox', 'radio', 'range', 'file', 'submit'].includes(target.type)
  )
}
