export const console = {
  title: 'Console',
  log: 'Server log',
  close: 'Close the console',
  height: 'Height of the console',
  heightTip: 'Drag to change the height; a double click gives back the usual one',
  filter: 'Filter lines',
  count: '{count} line | {count} lines',
  countOf: '{shown} of {total} lines',
  follow: 'Keep the latest line in view',
  copy: 'Copy the lines',
  copied: '{count} line copied | {count} lines copied',
  copyFailed: 'Could not copy',
  clear: 'Clear',
  empty: 'Nothing was logged yet.',
  missing: 'This server does not show its log.'
} as const
