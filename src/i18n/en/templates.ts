export const templates = {
  search: 'Search templates',
  allCategories: 'All categories',
  reading: 'Reading the templates …',
  serverSilent: 'The server could not be asked for its templates.',
  none: 'This server offers no templates.',
  unknown: 'The server has no such template.',
  noMatch: 'No template matches.'
} as const
