import type { console as english } from '../en/console'
import type { Translated } from '../messageTypes'

export const console: Translated<typeof english> = {
  title: 'Konsole',
  log: 'Server-Protokoll',
  close: 'Konsole schließen',
  height: 'Höhe der Konsole',
  heightTip: 'Ziehen ändert die Höhe, ein Doppelklick stellt die übliche wieder her',
  filter: 'Zeilen filtern',
  count: '{count} Zeile | {count} Zeilen',
  countOf: '{shown} von {total} Zeilen',
  follow: 'Die neueste Zeile im Blick behalten',
  copy: 'Zeilen kopieren',
  copied: '{count} Zeile kopiert | {count} Zeilen kopiert',
  copyFailed: 'Das Kopieren gelang nicht',
  clear: 'Leeren',
  empty: 'Noch nichts protokolliert.',
  missing: 'Dieser Server zeigt sein Protokoll nicht.'
}
