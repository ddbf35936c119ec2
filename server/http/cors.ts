import type { IncomingMessage, ServerResponse } from 'node:http'

/** Headers of every answer when pages of another origin may read it (protocol.md §3.1). */
function createCorsHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST, GET, DELETE, PUT, OPTIONS, PATCH',
    'access-control-allow-headers': 'Content-Type, Authorization',
    'access-control-allow-credentials': 'true',
    'cross-origin-resource-policy': 'cross-origin'
  }
}

/** Takes from a request what the checks of origins look at: they are off, as in ComfyUI. */
export function forgetOrigin({ headers }: IncomingMessage): void {
  delete headers.origin
  delete headers['sec-fetch-site']
}

/**
 * Lets pages of another origin in.
 * @param origin `*` or one origin
 * @returns whether the request was only asking for that, and is answered
 */
export function allowOrigin(
  origin: string,
  message: IncomingMessage,
  response: ServerResponse
): boolean {
  forgetOrigin(message)
  for (const [name, value] of Object.entries(createCorsHeaders(origin)))
    response.setHeader(name, value)
  if (message.method !== 'OPTIONS') return false
  response.writeHead(200, { 'content-length': 0 }).end()
  return true
}
