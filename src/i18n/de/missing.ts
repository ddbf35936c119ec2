import type { missing as english } from '../en/missing'
import type { Translated } from '../messageTypes'

export const missing: Translated<typeof english> = {
  panel: 'Was dem Server für diesen Workflow fehlt',
  types: '{count} unbekannter Node-Typ | {count} unbekannte Node-Typen',
  models: '{count} fehlendes Modell | {count} fehlende Modelle',
  typeList: 'Unbekannte Node-Typen',
  modelList: 'Fehlende Modelle',
  close: 'Liste des Fehlenden schließen',
  closeTip: 'Schließen; die Befehlspalette zeigt sie wieder',
  replaceBy: 'Durch {name} ersetzen',
  replace: 'Ersetzen',
  replaceTip: 'Der Server kennt {type} als Ersatz',
  replaceAll: 'Alles Ersetzbare ersetzen',
  replaced: '{count} Node ersetzt | {count} Nodes ersetzt',
  jumpTo: 'Zu {name} auf der Fläche gehen',
  jumpTip: 'Dorthin gehen; noch einmal zum nächsten',
  folder: 'Ordner: {folder}',
  copyAddress: 'Adresse von {name} kopieren',
  copyName: 'Namen {name} kopieren',
  copyFailed: 'Es konnte nicht kopiert werden',
  nothing: 'Es fehlt nichts'
}
