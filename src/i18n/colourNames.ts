import type { LabelKey } from './messageTypes'
import { t } from './translate'

const NAMES: Readonly<Record<string, LabelKey>> = {
  red: 'inspector.red',
  brown: 'inspector.brown',
  green: 'inspector.green',
  blue: 'inspector.blue',
  pale_blue: 'inspector.paleBlue',
  cyan: 'inspector.cyan',
  purple: 'inspector.purple',
  yellow: 'inspector.yellow',
  black: 'inspector.black'
}

/** What a colour of LiteGraph's palette is called in the language in use; those that packs add keep their names. */
export function nameColour(name: string): string {
  return Object.hasOwn(NAMES, name) ? t(NAMES[name]!) : name
}
