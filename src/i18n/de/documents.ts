import type { documents as english } from '../en/documents'
import type { Translated } from '../messageTypes'

export const documents: Translated<typeof english> = {
  linksRemoved:
    '{count} defekte Verbindung wurde entfernt. | {count} defekte Verbindungen wurden entfernt.',
  noObject: 'Das ist kein Workflow: Ein Workflow ist ein JSON-Objekt.',
  noNodeList: 'Das ist kein Workflow: Seine Liste der Nodes ist keine Liste.',
  noWorkflow:
    'Das ist kein Workflow: Es gibt weder Nodes und Verbindungen noch einen Prompt im API-Format.',
  tooManyNodes: 'Der Workflow hat {count} Nodes; höchstens {most} können geöffnet werden.',
  badSubgraph:
    'Eine Subgraph-Definition ohne ID oder eine zweite mit derselben ID wurde weggelassen.',
  unreadNode: 'Node {id} ({type}) konnte nicht vollständig gelesen werden.',
  namelessClasses: 'Einige Einträge des Prompts nennen keine Klasse.',
  groupNode: 'Der Gruppen-Node „{name}“ wurde zu einem Subgraph.',
  noNodes:
    '{count} Eintrag der Node-Liste ist kein Node und wurde weggelassen. | {count} Einträge der Node-Liste sind keine Nodes und wurden weggelassen.',
  doubleLink: 'Verbindung {id} steht zweimal in der Tabelle.',
  doubleNode: 'Zwei Nodes haben die ID {id}; der zweite ist jetzt {next}, ohne Verbindungen.',
  selfSubgraph: 'Der Subgraph „{name}“ enthielt sich selbst; dieser Node wurde weggelassen.',
  linkRestored:
    'Verbindung {id} fehlte in der Tabelle und wurde aus ihren Anschlüssen wiederhergestellt.',
  tooDeep: 'Das Dokument ist zu tief verschachtelt, um ein Workflow zu sein.',
  tooLarge: 'Das Dokument ist zu groß, um geöffnet zu werden.',
  cantOpen: 'Der Workflow kann nicht geöffnet werden',
  cantOpenPasted: 'Das Eingefügte kann nicht geöffnet werden',
  cantKeepDrafts: 'Entwürfe können in diesem Browser nicht bewahrt werden',
  cantRestore: '„{name}“ konnte nicht wiederhergestellt werden',
  saveDraft: 'Entwurf als Datei sichern',
  cantKeepDraftsDetail:
    'Solange diese Seite offen ist, geht nichts verloren. Wichtiges speichern oder Platz auf der Platte schaffen: {detail}',
  cantKeepDraft: 'Der Entwurf von „{name}“ konnte nicht bewahrt werden',
  positivePrompt: 'Positiver Prompt',
  negativePrompt: 'Negativer Prompt',
  cantStart: 'Die App konnte nicht starten: {detail}'
}
