import type { widgets as english } from '../en/widgets'
import type { Translated } from '../messageTypes'

export const widgets: Translated<typeof english> = {
  afterRun: 'Was nach jedem Lauf mit dem Wert geschieht.',
  filter: 'Nur Einträge, die diesen Text enthalten, nehmen teil.',
  upload: 'Datei zum Hochladen wählen',
  uploadFailed: '„{name}“ konnte nicht hochgeladen werden',
  unreadablePicture: 'Knoten, die Bilder laden, können diese Art nicht lesen ({type}).',
  uploadFolder: 'Ordner hochladen',
  emptyFolder: 'Er enthält keine Bilder (PNG, JPEG, WebP).',
  largeFolder: 'Er enthält mehr als {count} Dateien.',
  value: 'Wert',
  notTaken: '„{name}“ wurde nicht geändert',
  tooLargeCopy: 'Die Auswahl ist zu groß zum Kopieren',
  control: 'nach dem Lauf',
  filterList: 'Liste filtern',
  pictures: 'Bilder des Nodes',
  previousPicture: 'Voriges Bild',
  nextPicture: 'Nächstes Bild',
  allPictures: 'Alle Bilder',
  picturePlace: '{place} von {count}',
  copyFailed: 'Es konnte nicht kopiert werden',
  controlBefore: 'vor jedem Lauf ändern',
  autoRefresh: 'selbst auffrischen',
  refresh: 'Liste neu lesen',
  refreshFailed: 'Die Liste „{name}“ konnte nicht gelesen werden',
  filterChoices: 'Filtern'
}
