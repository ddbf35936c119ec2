/** A key with its modifiers. `mod` is Ctrl, and Command on a Mac. */
export interface KeyCombo {
  /** `KeyboardEvent.key` in lower case; or a `KeyboardEvent.code`, for keys whose character Alt changes. */
  readonly key: string
  readonly mod?: boolean
  readonly shift?: boolean
  readonly alt?: boolean
}

export function matchesCombo(combo: KeyCombo, event: KeyboardEvent): boolean {
  const isKey = event.key.toLowerCase() === combo.key || event.code === combo.key
  return (
    isKey &&
    (event.ctrlKey || event.metaKey) === Boolean(combo.mod) &&
    event.shiftKey === Boolean(combo.shift) &&
    event.altKey === Boolean(combo.alt)
  )
}

const NAMES: Record<string, string> = {
  enter: 'Enter',
  Equal: '=',
  Minus: '-',
  pageup: 'Page Up',
  pagedown: 'Page Down'
}

/** Whether this is a Mac's keyboard, where Command stands for Ctrl. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}

/** The keys to press, one by one, as they stand on the keyboard. */
export function describeCombo(combo: KeyCombo, isMac: boolean): readonly string[] {
  const name = combo.key.replace(/^(Key|Digit)/, '')
  return [
    ...(combo.mod ? [isMac ? '⌘' : 'Ctrl'] : []),
    ...(combo.alt ? [isMac ? '⌥' : 'Alt'] : []),
    ...(combo.shift ? ['Shift'] : []),
    NAMES[name] ?? name.toUpperCase()
  ]
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
