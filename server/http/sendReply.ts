import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CompressedFiles } from './files/compressedFiles'
import { sendFile } from './files/sendFile'
import type { Reply } from './reply'

/** Text is gathered to pieces of about this many characters before it is sent. */
const CHUNK_LENGTH = 64 * 1024
/** How long the rest of a refused body is still read, so that the answer arrives, in ms. */
const LINGER_MS = 2000

function* gather(chunks: Iterable<string>): Generator<string> {
  let gathered = ''
  for (const chunk of chunks) {
    gathered += chunk
    if (gathered.length < CHUNK_LENGTH) continue
    yield gathered
    gathered = ''
  }
  yield gathered
}

/**
 * Answers a request whose body is refused: what is still coming is thrown away for a while, as a client that is cut
 * off while it sends doesn't see the answer; then the connection ends.
 */
function endLingering(message: IncomingMessage, response: ServerResponse): void {
  const end = () => response.end()
  const timer = setTimeout(end, LINGER_MS).unref()
  message.once('end', end).once('close', () => clearTimeout(timer))
  message.resume()
}

function sendBody(
  message: IncomingMessage,
  response: ServerResponse,
  { status, body }: Extract<Reply, { kind: 'body' }>
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body
  const isRefusedBody = status === 413 && !message.complete
  if (isRefusedBody) response.setHeader('connection', 'close')
  if (status !== 204 && status !== 304) response.setHeader('content-length', bytes?.length ?? 0)
  response.writeHead(status)
  if (bytes && message.method !== 'HEAD') response.write(bytes)
  if (isRefusedBody) endLingering(message, response)
  else response.end()
}

/** Sends what a route answered. @returns false when it is a file that doesn't exist; nothing was sent then */
export async function sendReply(
  message: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  compressed: CompressedFiles
): Promise<boolean> {
  if (reply.kind === 'file') return sendFile(message, response, reply, compressed)
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
  if (reply.kind === 'body') {
    sendBody(message, response, reply)
    return true
  }
  response.writeHead(reply.status)
  if (message.method === 'HEAD') response.end()
  else await pipeline(Readable.from(gather(reply.chunks)), response)
  return true
}
