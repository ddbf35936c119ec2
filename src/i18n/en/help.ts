export const help = {
  title: 'Help',
  open: 'Help and guide',
  pages: 'Pages of the guide',
  inEnglish: 'The guide is written in English.',
  failed: 'This page of the guide could not be loaded.',
  about: 'About this app',
  copyVersions: 'Copy a report of versions',
  editor: 'Commands and keys',
  documents: 'Workflow documents',
  nodes: 'Nodes and their fields',
  media: 'Models, files, results',
  policy: 'Who sees whose jobs',
  server: 'The server',
  packs: 'Node packs',
  security: 'Security'
} as const
