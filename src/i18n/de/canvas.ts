import type { canvas as english } from '../en/canvas'
import type { Translated } from '../messageTypes'

export const canvas: Translated<typeof english> = {
  minimap: 'Übersichtskarte',
  minimapHint: 'Pfeiltasten verschieben den Ausschnitt, Pos1 zeigt den ganzen Graphen',
  showMinimap: 'Übersichtskarte einblenden',
  hideMinimap: 'Übersichtskarte ausblenden',
  showLinks: 'Verbindungen einblenden',
  hideLinks: 'Verbindungen ausblenden',
  graph: 'Graph des Workflows im Vordergrund',
  nodeOf: '{title}, Knoten {place} von {count}',
  dropToOpen: 'Zum Öffnen loslassen',
  subgraph: 'Subgraph',
  nodesSay: 'Meldungen der Nodes',
  loading: 'Die Nodes des Servers werden geladen …',
  unreachable: '{host} antwortet nicht',
  unreachableDetail:
    'Seine Nodes konnten nicht gelesen werden. Alle zwei Sekunden wird neu gefragt; nichts geht verloren.',
  emptyAdd: 'Doppelklick fügt einen Node hinzu,',
  emptyDrop: 'oder einen Workflow oder ein Bild hierher ziehen.',
  zoom: 'Zoom',
  fitGraph: 'Graph in die Ansicht einpassen',
  fit: 'In Ansicht einpassen',
  published: '„{name}“ ist nun in der Knotenbibliothek',
  replaceBlueprint: 'Die Vorlage ersetzen?',
  replaceBlueprintHint: 'Eine Vorlage „{name}“ gibt es schon.',
  removeBlueprint: 'Vorlage „{name}“ löschen?',
  removeBlueprintHint: 'Workflows, die eine Kopie davon enthalten, behalten sie.',
  removeBlueprintFailed: 'Die Vorlage konnte nicht gelöscht werden',
  replace: 'Ersetzen',
  blueprintFailed: 'Die Vorlage konnte nicht eingefügt werden',
  publishFailed: 'Der Subgraph konnte nicht aufbewahrt werden',
  noSubgraph: 'Erst einen Subgraphen auswählen',
  lock: 'Zeichenfläche sperren: die Maus bewegt nur den Ausschnitt',
  unlock: 'Zeichenfläche entsperren',
  renameSubgraph: 'Doppelklick zum Umbenennen'
}
