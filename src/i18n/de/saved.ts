import type { saved as english } from '../en/saved'
import type { Translated } from '../messageTypes'

export const saved: Translated<typeof english> = {
  workflow: 'Gespeicherter Workflow',
  open: 'Öffnen',
  opened: 'Geöffnet',
  rename: 'Umbenennen oder verschieben',
  renameHint: 'Ein Schrägstrich legt einen Ordner an',
  heading: 'Auf dem Server gespeichert',
  search: 'Gespeicherte Workflows suchen',
  noneYet: 'Noch keine. {keys} speichert einen Workflow.',
  unsaved: 'nicht gespeichert',
  closeOne: '{name} schließen',
  openFiles: 'Dateien öffnen',
  exists: '{name} gibt es schon',
  deleteFailed: '{name} konnte nicht gelöscht werden',
  askDelete: '{name} löschen?',
  askDeleteMessage: '„{name}“ wird vom Server gelöscht. Das lässt sich nicht rückgängig machen.',
  openFailed: '{name} konnte nicht geöffnet werden',
  gone: 'Der Server hat ihn nicht mehr.',
  folder: 'Ordner',
  renameFolder: 'Ordner umbenennen oder verschieben',
  moveFailed: 'Nicht alles konnte verschoben werden',
  bookmarks: 'Lesezeichen',
  addBookmark: 'Lesezeichen setzen',
  removeBookmark: 'Lesezeichen entfernen',
  bookmarksFailed: 'Die Lesezeichen konnten nicht gespeichert werden',
  askDeleteFolderMessage:
    '{count} Workflows in „{name}“ werden vom Server gelöscht. Das lässt sich nicht rückgängig machen.'
}
