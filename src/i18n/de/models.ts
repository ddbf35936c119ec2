import type { models as english } from '../en/models'
import type { Translated } from '../messageTypes'

export const models: Translated<typeof english> = {
  search: 'Modelle suchen',
  tree: 'Modelle nach Ordnern',
  model: 'Modell',
  add: 'Zum Graphen hinzufügen',
  copyEmbedding: 'Für einen Prompttext kopieren',
  noLoader: 'Kein Node dieses Servers lädt Dateien aus „{folder}“',
  loadedBy: 'Geladen durch {name}',
  folderEmpty: 'Keine Dateien',
  folderSilent: 'Konnte nicht gelesen werden.',
  missing: 'Dieser Server führt keine Liste seiner Modelle.',
  none: 'Dieser Server hat keine Modelle: Seine Nodes brauchen keine.',
  hint: 'Ein Modell anklicken, um seinen Lade-Node hinzuzufügen, oder auf die Arbeitsfläche oder einen Node ziehen.'
}
