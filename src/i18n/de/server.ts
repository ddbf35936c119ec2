import type { server as english } from '../en/server'
import type { Translated } from '../messageTypes'

export const server: Translated<typeof english> = {
  noDefinitions: 'Die Node-Definitionen des Servers waren unverständlich',
  timedOut: 'Der Server hat nicht rechtzeitig geantwortet ({route})',
  unreachable: 'Der Server war nicht erreichbar ({route})',
  answered: 'Der Server antwortete mit {status} ({route})',
  answeredWith: 'Der Server antwortete mit {status}: {said} ({route})',
  notUnderstood: 'Die Antwort des Servers war unverständlich ({route})',
  noJson: 'Die Antwort des Servers war kein JSON ({route})',
  answerUnclear: 'Die Antwort war unverständlich',
  tooLarge: 'Der Workflow ist größer, als der Server annimmt',
  refused: 'Der Server hat den Prompt abgelehnt ({status})'
}
