export const layout = {
  workflowPanel: 'Workflow in front',
  panels: 'Panels',
  workflows: 'Workflows',
  assets: 'Assets',
  models: 'Models',
  nodes: 'Nodes',
  templates: 'Templates',
  settings: 'Settings',
  packDialog: 'Message of a node pack',
  packFailed: 'A node pack failed',
  packBar: 'Node packs',
  packPanelFailed: 'The panel “{name}” failed'
} as const
