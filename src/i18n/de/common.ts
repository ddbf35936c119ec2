import type { common as english } from '../en/common'
import type { Translated } from '../messageTypes'

export const common: Translated<typeof english> = {
  ok: 'OK',
  cancel: 'Abbrechen',
  close: 'Schließen',
  language: 'Sprache',
  languageNotLoaded: 'Die Sprache konnte nicht geladen werden',
  languageStays: 'Die Seite behält ihre Sprache. {detail}',
  listSeparator: ', ',
  copy: 'Kopieren',
  delete: 'Löschen',
  dismiss: 'Ausblenden',
  save: 'Speichern',
  tryAgain: 'Erneut versuchen',
  show: 'Anzeigen',
  notices: 'Hinweise',
  dismissNotice: 'Diesen Hinweis ausblenden',
  browserForbids: 'Der Browser erlaubt es nicht.',
  reading: 'Wird gelesen …',
  entriesGo: 'Nach dem Schließen verschwinden die zugehörigen Schaltflächen und Befehle.',
  serverSilent: 'Der Server konnte nicht gefragt werden.',
  noneMatches: 'Nichts passt.',
  moreFor: 'Mehr zu {name}',
  download: 'Herunterladen',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  naturalSize: 'Originalgröße'
}
