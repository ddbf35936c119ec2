export const palettes = {
  title: 'Colour palette',
  import: 'Import …',
  export: 'Export',
  exportHint: 'Saves the palette in use as a file',
  remove: 'Delete the palette {name}',
  imported: 'The palette {name} is in use',
  importFailed: 'The palette could not be imported',
  removeFailed: 'The palette could not be deleted',
  tooLarge: 'The file is too large for a palette.',
  noJson: 'The file is not JSON.',
  noPalette: 'The file holds no palette: “id”, “name” and “colors” are needed.',
  wrongValues:
    'One value does not fit: {names} ({count}) | {count} values do not fit, among them {names}',
  idTaken: 'The id “{id}” belongs to a built-in palette. Give the file another one.',
  replace: 'Replace the palette?',
  replaceHint: 'You have a palette with the id of “{name}” already.',
  replaceLabel: 'Replace',
  deleteTitle: 'Delete the palette?',
  deleteHint: '“{name}” is gone then, unless it was exported as a file.'
} as const
