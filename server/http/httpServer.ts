import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { allowOrigin, forgetOrigin } from './cors'
import { isAllowed } from './guard'
import { refuseUpgrade } from '../base/refuseUpgrade'
import type { UpgradeHandler } from './sockets/acceptUpgrade'

export interface HttpServerOptions {
  readonly handle: (message: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly upgrade: UpgradeHandler
  readonly loopbackOnly: boolean
  readonly limits: ServerLimits
  /** Pages of which origin may use it beside its own, or `*`; null: none. */
  readonly corsOrigin?: string | null
}

export interface ServerLimits {
  /** How long a client may take for its headers, in ms. */
  readonly headersMs: number
  /** How long a client may take for a whole request, uploads included, in ms; 0: any time. */
  readonly requestMs: number
  /** After how long without a byte in either direction a connection ends, in ms; 0: never. */
  readonly silenceMs: number
  /** How often that is looked after, in ms. */
  readonly checkMs: number
}

/** Where requests are answered here. */
export const OWN_LIMITS: ServerLimits = {
  headersMs: 20_000,
  requestMs: 600_000,
  silenceMs: 120_000,
  checkMs: 5000
}
/** Where they are passed on: how long an answer may take is the backend's to say. */
export const PROXY_LIMITS: ServerLimits = { ...OWN_LIMITS, requestMs: 0, silenceMs: 0 }

/** Longer than a browser waits between requests of one visit, in ms. */
const KEEP_ALIVE_MS = 65_000

/** What a connection is told whose request never became one; anything else is 400. */
const CLIENT_ERRORS: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413
}

/** A server with limits on time, that no connection can bring down. */
export function createHttpServer(options: HttpServerOptions): Server {
  const { handle, upgrade, loopbackOnly, limits, corsOrigin = null } = options
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: limits.checkMs,
    noDelay: true
  })
  server.setTimeout(limits.silenceMs)
  server.on('request', (message, response) => {
    if (corsOrigin !== null && allowOrigin(corsOrigin, message, response)) return
    void handle(message, response)
  })
  server.on('upgrade', (message, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (corsOrigin !== null) forgetOrigin(message)
    if (isAllowed(message.headers, loopbackOnly)) upgrade(message, socket, head)
    else refuseUpgrade(socket, 403)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else refuseUpgrade(socket, CLIENT_ERRORS[error.code ?? ''] ?? 400)
  })
  return server
}

/** Is the port free? Asked before anything else is touched. @throws as `listen` does */
export async function checkPort(host: string, port: number): Promise<void> {
  if (port === 0) return
  const probe = createServer()
  await listen(probe, host, port)
  await closeServer(probe, 0)
}

/** @returns the port it listens on. @throws when it can't */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Takes no more requests, lets those that run end for a while, then ends them. @param graceMs in ms */
export function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), graceMs).unref()
  })
}
