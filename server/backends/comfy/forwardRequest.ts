import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import { toPathAndQuery } from '../../base/splitUrl'
import type { BackendConnections } from './backendConnections'
import { createBackendHeaders, listEndToEndHeaders } from './forwardedHeaders'
import { createUnreachableBody } from './unreachable'

function isWithoutBody(message: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': coding } = message.headers
  return coding === undefined && (length === undefined || length === '0')
}

function sendUnreachable(response: ServerResponse, backend: URL, error: unknown): void {
  const body = createUnreachableBody(backend, error)
  response.writeHead(502, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body)
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

function sendAnswer(answer: IncomingMessage, response: ServerResponse): void {
  const headers = listEndToEndHeaders(answer).flat()
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers)
  response.flushHeaders()
  // Ends both when either breaks off: a cut answer must look cut to the client.
  pipeline(answer, response, () => undefined)
}

/**
 * Passes a request on and its answer back, both as they stream.
 * @param onUnreachable the backend gave no answer; the client got 502
 */
export function forwardRequest(
  connections: BackendConnections,
  message: IncomingMessage,
  response: ServerResponse,
  onUnreachable: (error: Error) => void
): void {
  const { url } = connections
  const isBodyless = isWithoutBody(message)

  function attempt(reuseConnection: boolean): void {
    let isAnswered = false
    const request = connections.open({
      method: message.method ?? 'GET',
      path: toPathAndQuery(message.url),
      headers: createBackendHeaders(message, url),
      reuseConnection
    })
    response.once('close', () => request.destroy())
    request.on('response', (answer) => {
      isAnswered = true
      sendAnswer(answer, response)
    })
    request.on('error', (error) => {
      // An answer may come before the whole request was read; what is left of it no longer matters.
      if (isAnswered || response.destroyed) return
      // The backend closed a kept connection just as it was used again: only the try was lost.
      if (request.reusedSocket) attempt(false)
      else {
        onUnreachable(error)
        sendUnreachable(response, url, error)
      }
    })
    if (isBodyless) request.end()
    else message.pipe(request)
  }

  // Anything but a look may have been done although the connection broke: it is never tried twice.
  attempt(isBodyless && (message.method === 'GET' || message.method === 'HEAD'))
}
