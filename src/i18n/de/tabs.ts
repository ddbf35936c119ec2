import type { tabs as english } from '../en/tabs'
import type { Translated } from '../messageTypes'

export const tabs: Translated<typeof english> = {
  openWorkflows: 'Geöffnete Workflows',
  allOpenWorkflows: 'Alle geöffneten Workflows',
  noWorkflow: 'Kein Workflow',
  newWorkflow: 'Neuer Workflow',
  nameField: 'Name des Workflows',
  workflow: 'Workflow',
  running: 'läuft, {percent} Prozent',
  done: 'fertig',
  failed: 'fehlgeschlagen',
  waiting: '{count} wartend',
  unsaved: 'nicht gespeichert',
  rename: 'Umbenennen',
  duplicate: 'Duplizieren',
  export: 'Exportieren',
  exportApi: 'Im API-Format exportieren',
  closeOthers: 'Andere schließen',
  runningCount: '{count} läuft | {count} laufen',
  theWorkflow: 'Der Workflow',
  renameFailed: '{name} konnte nicht umbenannt werden',
  newFailed: 'Ein neuer Workflow konnte nicht geöffnet werden',
  openFilesFailed: 'Die Dateien konnten nicht geöffnet werden',
  closeFailed: '{name} konnte nicht geschlossen werden',
  closeOthersFailed: 'Die Workflows konnten nicht geschlossen werden',
  duplicateFailed: '{name} konnte nicht dupliziert werden',
  saveFailed: '{name} konnte nicht gespeichert werden',
  exportFailed: '{name} konnte nicht exportiert werden',
  exportApiFailed: '{name} konnte nicht im API-Format exportiert werden'
}
