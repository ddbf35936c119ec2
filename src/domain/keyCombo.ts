/** A key with its modifiers, as ComfyUI writes it in settings. `ctrl` is Ctrl, and Command on a Mac. */
export interface KeyCombo {
  /** `KeyboardEvent.key`; letters in either case. */
  readonly key: string
  readonly ctrl?: boolean
  readonly alt?: boolean
  readonly shift?: boolean
}

/** What of a keyboard event says which keys were pressed. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>

const MODIFIERS = new Set(['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Fn'])
/** What browsers say of keys that they don't tell, or that wait for another. */
const UNTOLD = new Set(['Dead', 'Process', 'Unidentified', ''])

/** Keys of signs by their place, as on a keyboard of the United States. */
const SIGNS: Readonly<Record<string, string>> = {
  Backquote: '`',
  Backslash: '\\',
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Equal: '=',
  Minus: '-',
  Period: '.',
  Quote: "'",
  Semicolon: ';',
  Slash: '/'
}

/** The same for every writing of one combination, and different for any other. */
export function getComboId({ key, ctrl, alt, shift }: KeyCombo): string {
  return `${ctrl ? 'ctrl+' : ''}${alt ? 'alt+' : ''}${shift ? 'shift+' : ''}${key.toLowerCase()}`
}

/** Whether these keys were pressed. */
export function matchesCombo(combo: KeyCombo, press: KeyPress): boolean {
  const wanted = combo.key.toLowerCase()
  const isKey = press.key.toLowerCase() === wanted || getPlaceKey(press) === wanted
  return (
    isKey &&
    (press.ctrlKey || press.metaKey) === Boolean(combo.ctrl) &&
    press.shiftKey === Boolean(combo.shift) &&
    press.altKey === Boolean(combo.alt)
  )
}

/** What was pressed, for keeping; null while only modifiers are held, or the browser doesn't tell. */
export function readCombo(press: KeyPress): KeyCombo | null {
  if (MODIFIERS.has(press.key)) return null
  const key = getPlaceKey(press) ?? press.key
  if (UNTOLD.has(key)) return null
  return {
    key: key.length === 1 ? key.toLowerCase() : key,
    ctrl: press.ctrlKey || press.metaKey,
    alt: press.altKey,
    shift: press.shiftKey
  }
}

/**
 * What stands at a key's place, where its own character says little: Alt writes other signs on some keyboards, and
 * those of other scripts have no Latin letters. Null for all others.
 */
function getPlaceKey({ key, code, altKey }: KeyPress): string | null {
  const isPlain = /^[\x20-\x7e]$/.test(key) || (key.length > 1 && !UNTOLD.has(key))
  if (isPlain && !altKey) return null
  const letter = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]
  return letter?.toLowerCase() ?? SIGNS[code] ?? null
}

/** Whether a key is pressed with one that makes it a shortcut: rows and lines leave those to the page. */
export function hasModifier({ ctrlKey, altKey, metaKey }: KeyPress): boolean {
  return ctrlKey || altKey || metaKey
}

/** Whether a text field needs the keys itself: for writing, or for editing what is written. */
export function isTextCombo({ key, ctrl, alt }: KeyCombo): boolean {
  if (/^F\d{1,2}$/i.test(key)) return false
  if (!ctrl) return !alt || key.length > 1
  return /^(?:[acvxyz]|arrow\w+|home|end|backspace|delete)$/i.test(key) && !alt
}
