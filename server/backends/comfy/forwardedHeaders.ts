import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'

/** Headers that speak of one connection, not of the message (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade'
])

/** Names that a message's own `Connection` header adds to them. */
function getNamedByConnection(message: IncomingMessage): ReadonlySet<string> {
  const names = (message.headers.connection ?? '').split(',')
  return new Set(names.map((name) => name.trim().toLowerCase()))
}

/** A message's headers as they go on: names, order and repetitions kept, those of the connection left out. */
export function listEndToEndHeaders(message: IncomingMessage): [name: string, value: string][] {
  const named = getNamedByConnection(message)
  const kept: [string, string][] = []
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = message.rawHeaders.slice(index, index + 2)
    const key = name.toLowerCase()
    if (!HOP_BY_HOP.has(key) && !named.has(key)) kept.push([name, value])
  }
  return kept
}

/**
 * A request's headers for the backend. `Host` and `Origin` become the backend's own, so that its checks see what they
 * would see if its own page asked (protocol.md §3.1); `Expect` has been answered here already.
 */
export function createBackendHeaders(message: IncomingMessage, backend: URL): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of listEndToEndHeaders(message)) {
    const key = name.toLowerCase()
    if (key === 'expect') continue
    const own = key === 'host' ? backend.host : key === 'origin' ? backend.origin : value
    const before = headers[name]
    headers[name] = before === undefined ? own : [before, own].flat()
  }
  return headers
}
