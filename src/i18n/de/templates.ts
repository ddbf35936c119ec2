import type { templates as english } from '../en/templates'
import type { Translated } from '../messageTypes'

export const templates: Translated<typeof english> = {
  search: 'Vorlagen suchen',
  allCategories: 'Alle Kategorien',
  reading: 'Vorlagen werden gelesen …',
  serverSilent: 'Die Vorlagen des Servers konnten nicht abgefragt werden.',
  none: 'Dieser Server bietet keine Vorlagen.',
  unknown: 'Der Server hat keine solche Vorlage.',
  noMatch: 'Keine Vorlage passt.'
}
