import type { connection as english } from '../en/connection'
import type { Translated } from '../messageTypes'

export const connection: Translated<typeof english> = {
  connectingShort: 'Verbindet …',
  reconnectingShort: 'Verbindet neu …',
  offline: 'Offline',
  connecting: 'Verbindung zum Server wird aufgebaut …',
  connected: 'Mit dem Server verbunden',
  reconnecting: 'Verbindung verloren, wird neu aufgebaut …'
}
