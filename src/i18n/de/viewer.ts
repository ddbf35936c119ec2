import type { viewer as english } from '../en/viewer'
import type { Translated } from '../messageTypes'

export const viewer: Translated<typeof english> = {
  results: 'Ergebnisse',
  ofJob: 'Ergebnisse dieses Jobs',
  compareSlider: 'Vergleichen',
  compareValue: '{percent} Prozent {left}, der Rest {right}',
  reading: 'Ergebnisse werden gelesen …',
  unread: 'Die Ergebnisse konnten nicht gelesen werden: {detail}',
  noFiles: 'Dieser Job hat keine Dateien.',
  place: '{place} von {count}',
  fit: 'Einpassen',
  compare: 'Mit anderen Bildern vergleichen',
  compareTip: 'Dieses Bild behalten und andere damit vergleichen',
  close: 'Betrachter schließen',
  notShown: 'Diese Art von Datei wird hier nicht gezeigt.',
  notLoaded: '{name} konnte nicht geladen werden.',
  pictureOf: '{name}, von {node}'
}
