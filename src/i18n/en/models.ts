export const models = {
  search: 'Search models',
  tree: 'Models by folder',
  model: 'Model',
  add: 'Add to the graph',
  copyEmbedding: 'Copy it for a prompt text',
  noLoader: 'No node of this server loads files of “{folder}”',
  loadedBy: 'Loaded by {name}',
  folderEmpty: 'No files',
  folderSilent: 'Could not be read.',
  missing: 'This server does not list its models.',
  none: 'This server keeps no models: its nodes need none.',
  hint: 'Press a model to add its loader, or drag it onto the canvas or a node.'
} as const
