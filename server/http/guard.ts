import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'

/** `name:port`, `[::1]:port` or a bare name, lower-case; null when it is none of them. */
function parseHost(host: string): { name: string; port: string } | null {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]/\\@\s]+)(?::(\d{1,5}))?$/.exec(host.toLowerCase())
  return match?.[1] ? { name: match[1].replace(/^\[|\]$|\.$/g, ''), port: match[2] ?? '' } : null
}

/** Is this name or address the machine itself? */
export function isLoopbackName(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  if (isIP(name) === 4) return name.startsWith('127.')
  return isIP(name) === 6 && (/^(?:0*:)*:?0*1$/.test(name) || name.startsWith('::ffff:127.'))
}

function parseOrigin(origin: string): { name: string; port: string } | null {
  const match = /^[a-z][a-z0-9+.-]*:\/\/([^/]+)$/i.exec(origin)
  return match?.[1] ? parseHost(match[1]) : null
}

/**
 * May this request be served? The checks of ComfyUI (protocol.md §3.1), and two more: a server that is bound to the
 * machine itself answers only to the machine's own names, so that no foreign name can be made to point at it
 * (DNS rebinding), and an opaque `Origin` is none of ours.
 * @param loopbackOnly is the server bound to a loopback address?
 */
export function isAllowed(headers: IncomingHttpHeaders, loopbackOnly: boolean): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return false
  const host = headers.host === undefined ? null : parseHost(headers.host)
  if (headers.host !== undefined && !host) return false
  const isLoopback = host !== null && isLoopbackName(host.name)
  if (loopbackOnly && host && !isLoopback) return false
  if (!isLoopback || headers.origin === undefined) return true
  const origin = parseOrigin(headers.origin)
  if (!origin || !host) return false
  // An origin without port means its scheme's default port, which the host may spell out.
  return origin.name === host.name && (origin.port === '' || origin.port === host.port)
}
