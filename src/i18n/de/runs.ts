import type { runs as english } from '../en/runs'
import type { Translated } from '../messageTypes'

export const runs: Translated<typeof english> = {
  bar: 'Ausführen',
  batchTip: 'Läufe je Druck auf „Ausführen“',
  batchCount: 'Anzahl der Läufe',
  more: 'Ein Lauf mehr',
  less: 'Ein Lauf weniger',
  run: 'Ausführen',
  runTip: 'Diesen Workflow ausführen',
  mode: 'Ausführungsart',
  modeIs: 'Ausführungsart: {name}',
  onceName: 'Einmal',
  onceHint: 'Bei jedem Druck auf „Ausführen“',
  changeLabel: 'Bei Änderung',
  changeName: 'Bei Änderung',
  changeHint: 'Immer wenn dieser Workflow bearbeitet wird',
  endlessLabel: 'Endlos',
  endlessName: 'Endlos',
  endlessHint: 'Nach jedem Ende wieder, bis zum Stopp',
  stopWorkflow: 'Diesen Workflow stoppen',
  stopWorkflowTip: 'Jobs dieses Workflows stoppen',
  stopAll: 'Alle meine Jobs stoppen',
  stopAllTip: 'Alle meine Jobs stoppen, in allen Workflows',
  clearPending: 'Meine wartenden Jobs entfernen',
  clearPendingTip: 'Meine wartenden Jobs entfernen; laufende gehen weiter',
  runFailed: 'Der Workflow konnte nicht ausgeführt werden',
  stopFailed: 'Der Workflow konnte nicht gestoppt werden',
  stopAllFailed: 'Nicht alle Jobs konnten gestoppt werden',
  clearFailed: 'Die wartenden Jobs konnten nicht entfernt werden'
}
