import type { connection as english } from '../en/connection'
import type { Translated } from '../messageTypes'

export const connection: Translated<typeof english> = {
  connectingShort: '正在连接…',
  reconnectingShort: '正在重新连接…',
  offline: '离线',
  connecting: '正在连接服务器…',
  connected: '已连接到服务器',
  reconnecting: '连接已断开，正在重新连接…'
}
