import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
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
  const sent = message.method === 'HEAD' ? null : bytes
  if (isRefusedBody) {
    if (sent) response.write(sent)
    endLingering(message, response)
  } else if (sent) response.end(sent)
  else response.end()
}

export interface SendOptions {
  readonly compressed: CompressedFiles
  /** Are JSON and plain text packed for clients that take it? */
  readonly compressesText: boolean
}

function isPackable(message: IncomingMessage, reply: Exclude<Reply, { kind: 'file' }>): boolean {
  const isText = /^(?:application\/json|text\/plain)/.test(String(reply.headers['content-type']))
  const isTaken = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(
    String(message.headers['accept-encoding'] ?? '')
  )
  const isEmpty = reply.kind === 'body' && reply.body === null
  return isText && isTaken && !isEmpty && message.method !== 'HEAD' && reply.status === 200
}

async function sendPacked(
  response: ServerResponse,
  reply: Exclude<Reply, { kind: 'file' }>
): Promise<void> {
  response.setHeader('content-encoding', 'gzip')
  response.setHeader('vary', 'accept-encoding')
  response.writeHead(reply.status)
  const pieces = reply.kind === 'body' ? [reply.body] : gather(reply.chunks)
  await pipeline(Readable.from(pieces, { objectMode: true }), createGzip(), response)
}

/** Sends what a route answered. @returns false when it is a file that doesn't exist; nothing was sent then */
export async function sendReply(
  message: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  { compressed, compressesText }: SendOptions
): Promise<boolean> {
  if (reply.kind === 'file') return sendFile(message, response, reply, compressed)
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
  if (compressesText && isPackable(message, reply)) {
    await sendPacked(response, reply)
    return true
  }
  if (reply.kind === 'body') {
    sendBody(message, response, reply)
    return true
  }
  response.writeHead(reply.status)
  if (message.method === 'HEAD') response.end()
  else await pipeline(Readable.from(gather(reply.chunks)), response)
  return true
}
