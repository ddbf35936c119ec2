import type { notices as english } from '../en/notices'
import type { Translated } from '../messageTypes'

export const notices: Translated<typeof english> = {
  succeeded: '{name} ist fertig',
  failed: '{name} ist fehlgeschlagen',
  failedDetail: 'Der Tab zeigt den Fehler.',
  lost: '{name} ist verloren gegangen',
  lostDetail:
    'Der Server kennt den Job nicht mehr. Er kann in der Jobliste erneut ausgeführt werden.',
  andMore: '{names} und {count} weitere',
  allDone: '{count} Job ist fertig | {count} Jobs sind fertig',
  allFailed: '{count} Job ist fehlgeschlagen | {count} Jobs sind fehlgeschlagen',
  someFailed:
    '{total} Jobs sind beendet, {count} davon ist fehlgeschlagen | {total} Jobs sind beendet, {count} davon sind fehlgeschlagen'
}
