import type { layout as english } from '../en/layout'
import type { Translated } from '../messageTypes'

export const layout: Translated<typeof english> = {
  workflowPanel: 'Workflow im Vordergrund',
  panels: 'Bereiche',
  workflows: 'Workflows',
  assets: 'Assets',
  models: 'Modelle',
  nodes: 'Nodes',
  templates: 'Vorlagen',
  settings: 'Einstellungen',
  packDialog: 'Nachricht eines Node-Pakets',
  packFailed: 'Ein Node-Paket ist gescheitert',
  packBar: 'Node-Pakete',
  packPanelFailed: 'Der Bereich „{name}“ ist fehlgeschlagen'
}
