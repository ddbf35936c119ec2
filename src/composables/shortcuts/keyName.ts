import type { LabelKey } from '@/i18n/messageTypes'
import { t } from '@/i18n/translate'

const NAMES: Readonly<Record<string, LabelKey>> = {
  Ctrl: 'keys.ctrl',
  Shift: 'keys.shift',
  Alt: 'keys.alt',
  Enter: 'keys.enter',
  Del: 'keys.delete',
  Esc: 'keys.escape',
  'Page Up': 'keys.pageUp',
  'Page Down': 'keys.pageDown'
}

/** What stands on a key, as keyboards of the language have it; letters and signs stand for themselves. */
export function nameKey(key: string): string {
  const name = NAMES[key]
  return name ? t(name) : key
}
