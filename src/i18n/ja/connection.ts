import type { connection as english } from '../en/connection'
import type { Translated } from '../messageTypes'

export const connection: Translated<typeof english> = {
  connectingShort: '接続中…',
  reconnectingShort: '再接続中…',
  offline: 'オフライン',
  connecting: 'サーバーに接続中…',
  connected: 'サーバーに接続済み',
  reconnecting: '接続が切れました。再接続中…'
}
