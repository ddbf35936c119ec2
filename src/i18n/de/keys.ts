import type { keys as english } from '../en/keys'
import type { Translated } from '../messageTypes'

export const keys: Translated<typeof english> = {
  ctrl: 'Strg',
  shift: 'Umschalt',
  alt: 'Alt',
  enter: 'Eingabe',
  delete: 'Entf',
  escape: 'Esc',
  pageUp: 'Bild ↑',
  pageDown: 'Bild ↓',
  search: 'Befehle und Tasten suchen',
  resetAll: 'Alle Tasten zurücksetzen',
  resetAllHint: 'Alle Befehle bekommen wieder ihre Standardtasten.',
  recordFor: 'Tasten für „{name}“',
  press: 'Tasten drücken',
  heldBy: 'Diese Tasten führen jetzt „{name}“ aus und gehen dort verloren.',
  use: 'Diese Tasten nehmen',
  take: 'Hierher nehmen',
  add: 'Tasten für „{name}“ hinzufügen',
  addTip: 'Tasten hinzufügen',
  remove: '{keys} von „{name}“ wegnehmen',
  removeTip: 'Wegnehmen',
  lost: '{keys} führt „{name}“ aus',
  change: 'Tasten ändern'
}
