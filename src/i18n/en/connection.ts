export const connection = {
  connectingShort: 'Connecting …',
  reconnectingShort: 'Reconnecting …',
  offline: 'Offline',
  connecting: 'Connecting to the server …',
  connected: 'Connected to the server',
  reconnecting: 'Connection lost, reconnecting …'
} as const
