import type { errors as english } from '../en/errors'
import type { Translated } from '../messageTypes'

export const errors: Translated<typeof english> = {
  panel: 'Fehler dieses Workflows',
  count: '{count} Fehler',
  copyAll: 'Alle Fehler kopieren',
  copyAllTip: 'Alle kopieren',
  dismissAll: 'Alle Fehler ausblenden',
  dismissAllTip: 'Alle ausblenden',
  jumpTo: 'Zu {node} springen',
  jumpTip: 'Zum Node springen',
  copyOne: 'Diesen Fehler kopieren',
  dismissOne: 'Diesen Fehler ausblenden',
  error: 'Fehler',
  tracebackOf: '{type}: Traceback',
  traceback: 'Traceback',
  validation: 'Nicht ausgeführt',
  dropped: 'Ausgabe weggelassen',
  execution: 'Fehlgeschlagen',
  blocked: 'Hier angehalten',
  service: 'Serverfehler',
  nodeGone: '{node} ist nicht mehr im Workflow',
  copyFailed: 'Der Fehler konnte nicht kopiert werden',
  copied: '{count} Fehler kopiert'
}
