import type { palettes as english } from '../en/palettes'
import type { Translated } from '../messageTypes'

export const palettes: Translated<typeof english> = {
  title: 'Farbpalette',
  import: 'Importieren …',
  export: 'Exportieren',
  exportHint: 'Speichert die verwendete Palette als Datei',
  remove: 'Palette „{name}“ löschen',
  imported: 'Die Palette „{name}“ ist in Gebrauch',
  importFailed: 'Die Palette konnte nicht importiert werden',
  removeFailed: 'Die Palette konnte nicht gelöscht werden',
  tooLarge: 'Die Datei ist zu groß für eine Palette.',
  noJson: 'Die Datei ist kein JSON.',
  noPalette: 'Die Datei enthält keine Palette: Nötig sind „id“, „name“ und „colors“.',
  wrongValues:
    'Ein Wert passt nicht: {names} ({count}) | {count} Werte passen nicht, darunter {names}',
  idTaken: 'Die id „{id}“ gehört zu einer mitgelieferten Palette. Die Datei braucht eine andere.',
  replace: 'Palette ersetzen?',
  replaceHint: 'Eine Palette mit der id von „{name}“ gibt es schon.',
  replaceLabel: 'Ersetzen',
  deleteTitle: 'Palette löschen?',
  deleteHint: '„{name}“ ist danach weg, außer sie wurde als Datei exportiert.'
}
