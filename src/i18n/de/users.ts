import type { users as english } from '../en/users'
import type { Translated } from '../messageTypes'

export const users: Translated<typeof english> = {
  title: 'Wer arbeitet hier?',
  hint: 'Einstellungen und gespeicherte Workflows gehören auf diesem Server jedem Benutzer selbst.',
  name: 'Benutzername',
  create: 'Benutzer anlegen',
  enter: 'Weiter',
  createFailed: 'Der Benutzer konnte nicht angelegt werden. {detail}',
  section: 'Benutzer',
  current: 'Angemeldet als {name}',
  change: 'Benutzer wechseln',
  changeHint:
    'Geöffnete Workflows bleiben bei diesem Benutzer und sind wieder da, wenn er zurückkehrt.'
}
