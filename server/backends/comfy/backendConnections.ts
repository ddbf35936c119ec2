import {
  Agent as HttpAgent,
  type ClientRequest,
  type OutgoingHttpHeaders,
  request as requestHttp
} from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'

/** How long connecting may take, in ms. */
const CONNECT_MS = 10_000

export interface BackendRequest {
  readonly method: string
  /** Path and query as they came. */
  readonly path: string
  readonly headers: OutgoingHttpHeaders
  /** May a connection be used that served another request before? Not for what can't be sent twice. */
  readonly reuseConnection: boolean
}

/** Connections to one ComfyUI server. */
export class BackendConnections {
  readonly url: URL
  readonly #agent: HttpAgent | HttpsAgent
  readonly #request: typeof requestHttp

  constructor(url: URL) {
    const isSecure = url.protocol === 'https:'
    this.url = url
    this.#request = isSecure ? requestHttps : requestHttp
    this.#agent = isSecure
      ? new HttpsAgent({ keepAlive: true })
      : new HttpAgent({ keepAlive: true })
  }

  /** Starts a request; its body and its end are the caller's. */
  open({ method, path, headers, reuseConnection }: BackendRequest): ClientRequest {
    const { hostname, port, pathname } = this.url
    const request = this.#request({
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: port || undefined,
      method,
      path: pathname.replace(/\/$/, '') + path,
      headers,
      agent: reuseConnection ? this.#agent : false
    })
    request.setNoDelay(true)
    request.on('socket', (socket) => {
      if (!socket.connecting) return
      const timer = setTimeout(() => {
        request.destroy(new Error(`no connection within ${CONNECT_MS / 1000} s`))
      }, CONNECT_MS)
      socket.once('connect', () => clearTimeout(timer))
      socket.once('close', () => clearTimeout(timer))
    })
    return request
  }

  close(): void {
    this.#agent.destroy()
  }
}
