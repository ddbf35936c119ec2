import type { services as english } from '../en/services'
import type { Translated } from '../messageTypes'

export const services: Translated<typeof english> = {
  noFiles: 'Dieser Job hat keine Dateien zum Herunterladen',
  jobsNotDeleted: 'Die Jobs konnten nicht gelöscht werden',
  shownInOtherTab: 'Im anderen Browser-Tab gezeigt',
  shownInOtherTabDetail: 'Jener Tab hat den Workflow dazu geöffnet.',
  noWorkflow: 'Der Workflow dieses Jobs ist nicht verfügbar',
  noWorkflowDetail:
    'Der Server hat keinen Workflow dazu: Der Job kam ohne einen, oder er wurde gelöscht.',
  cantRun: '„{name}“ kann nicht ausgeführt werden',
  noOutput: 'Nichts Ausführbares ausgewählt',
  noOutputDetail:
    'Wählen Sie einen Node aus, der ein Ergebnis speichert oder zeigt, oder einen Subgraphen mit einem darin.',
  endlessStopped: 'Endlosausführung von „{name}“ angehalten',
  endlessFailed: 'Der letzte Job ist fehlgeschlagen. „Ausführen“ setzt fort.',
  endlessSame:
    'Der nächste Job wäre derselbe wie der letzte. Einen Seed auf „randomize“ stellen oder etwas ändern.',
  cantRunAgain: 'Dieser Job kann nicht erneut ausgeführt werden',
  cantRunAgainDetail:
    'Woraus er bestand, ist nicht mehr vorhanden. Den Workflow dazu öffnen und ausführen.',
  noAnswer: 'Keine Antwort auf die Ausführung von „{name}“',
  noAnswerDetail:
    'Der Job wird gesucht, sobald der Server antwortet; nichts wird zweimal gesendet.',
  noAnswerPartly: '{accepted} von {total} Läufen wurden angenommen; der Rest wurde nicht gesendet.',
  nothingInterrupted: 'Nichts wurde unterbrochen',
  nothingInterruptedDetail:
    'Was gestoppt werden sollte, läuft nicht mehr. Dieser Server hätte gestoppt: {names}.',
  askStopOthers: 'Auch andere Jobs stoppen?',
  askStopOthersMessage:
    'Dieser Server kann einen Job nicht einzeln stoppen. Jetzt zu stoppen stoppt auch: {names}.',
  stopThemAll: 'Alle stoppen',
  letThemRun: 'Weiterlaufen lassen',
  jobNotStopped: 'Der Job konnte nicht gestoppt werden',
  jobsNotStopped: 'Die Jobs konnten nicht gestoppt werden',
  notStoppedDetail:
    '{detail}. Es läuft weiter; ein neuer Versuch lohnt, wenn der Server antwortet.',
  cantOpen: '„{name}“ kann nicht geöffnet werden',
  holdsNoWorkflow: 'Sie enthält keinen Workflow.',
  tooLargeFile: 'Sie ist größer als {size} MB.',
  unknownFile: 'Sie ist keine JSON-Datei und von keiner Art, die einen Workflow trägt.',
  unreadAddress: 'Abgelegt wurde eine Adresse, und diese Seite kann nicht lesen, wohin sie führt.',
  droppedFile: 'Das Abgelegte',
  endsTooEarly: 'Die Datei endet zu früh.',
  tooMuchText: 'Die Datei enthält zu viel Text.',
  brokenText: 'Der komprimierte Text ist beschädigt.',
  noMatroska: 'Die Datei ist keine Matroska-Datei.',
  askReplace: 'Den gespeicherten Workflow ersetzen?',
  askReplaceMessage: '„{path}“ gibt es schon. Ersetzen lässt sich nicht rückgängig machen.',
  replace: 'Ersetzen',
  askName: 'Speichern unter',
  askNameMessage: 'Ein Schrägstrich im Namen legt einen Ordner an.',
  askFileName: 'Name der Datei',
  fileName: 'Dateiname',
  export: 'Exportieren',
  autoSaveFailed: '„{name}“ konnte nicht automatisch gespeichert werden',
  askConflict: '„{name}“ hat sich auf dem Server geändert',
  askConflictMessage:
    'Jemand anderes oder ein anderer Browser-Tab hat ihn gespeichert, seit er hier geöffnet wurde. Eine Kopie behält beide. Wird der andere geöffnet, bleibt deiner ungespeichert offen.',
  saveCopy: 'Meinen als Kopie speichern',
  loadTheirs: 'Anderen daneben öffnen',
  overwrite: 'Anderen überschreiben',
  noFreeName: 'Alle Namen für eine Kopie sind vergeben.',
  mineName: '{name} (meiner)',
  savedAsDownload: 'Stattdessen als Download gespeichert',
  savedAsDownloadDetail: 'Der Server konnte ihn nicht speichern: {detail}',
  askSave: '„{name}“ vor dem Schließen speichern?',
  askSaveMessage: 'Es gibt ungespeicherte Änderungen.',
  dontSave: 'Nicht speichern',
  repaired: '„{name}“ wurde repariert',
  copyName: '{name} (Kopie)',
  unsavedName: 'Ungespeicherter Workflow',
  unsavedNumber: 'Ungespeicherter Workflow ({number})',
  lostJob: 'Der Server kennt diesen Job nicht mehr.',
  lostJobDetail:
    'Er wurde vielleicht neu gestartet. Den Job in der Jobliste erneut ausführen oder „Ausführen“ drücken.',
  failedUnsaid: 'Der Server meldet, dass der Job fehlgeschlagen ist, aber nicht, warum.'
}
