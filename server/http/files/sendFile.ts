import { open, stat, type FileHandle } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { FileReply } from '../reply'
import { type CompressedFiles, chooseEncoding } from './compressedFiles'
import {
  createValidators,
  isNotModified,
  isPreconditionFailed,
  parseRange,
  type Validators
} from './conditions'
import { getContentType, isCompressible } from './contentType'

interface OpenFile {
  readonly handle: FileHandle
  readonly size: number
  readonly mtimeMs: number
}

/** @returns null when there is no such regular file (a folder, a pipe or a device is none) */
async function openRegularFile(path: string): Promise<OpenFile | null> {
  try {
    // Asked before opening: opening a pipe would wait for its other end.
    if (!(await stat(path)).isFile()) return null
    const handle = await open(path, 'r')
    const { size, mtimeMs } = await handle.stat()
    return { handle, size, mtimeMs }
  } catch {
    return null
  }
}

function setHeaders(response: ServerResponse, reply: FileReply, validators: Validators): void {
  response.setHeader('content-type', getContentType(reply.path))
  response.setHeader('accept-ranges', 'bytes')
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
  response.setHeader('etag', validators.etag)
  response.setHeader('last-modified', new Date(validators.modified).toUTCString())
}

async function sendCompressed(
  response: ServerResponse,
  reply: FileReply,
  file: OpenFile,
  encoding: 'br' | 'gzip',
  compressed: CompressedFiles
): Promise<void> {
  const bytes = await compressed.get(reply.path, file, encoding)
  response.setHeader('content-encoding', encoding)
  response.setHeader('content-length', bytes.length)
  response.end(response.req.method === 'HEAD' ? undefined : bytes)
}

async function sendBytes(
  message: IncomingMessage,
  response: ServerResponse,
  { handle, size }: OpenFile,
  validators: Validators
): Promise<void> {
  const range = parseRange(message.headers, size, validators)
  if (range === 'invalid') {
    response.writeHead(416, { 'content-range': `bytes */${size}`, 'content-length': 0 }).end()
    return
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  const headers = range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}
  response.writeHead(range ? 206 : 200, { ...headers, 'content-length': end - start + 1 })
  if (message.method === 'HEAD' || size === 0) response.end()
  else await pipeline(handle.createReadStream({ start, end, autoClose: false }), response)
}

/**
 * Sends a regular file with `ETag` and `Last-Modified`: 304, 206 and 416 where they apply.
 * @returns false when there is no such file and nothing was sent
 */
export async function sendFile(
  message: IncomingMessage,
  response: ServerResponse,
  reply: FileReply,
  compressed: CompressedFiles
): Promise<boolean> {
  const file = await openRegularFile(reply.path)
  if (!file) return false
  try {
    const isPacked = reply.compressible && isCompressible(getContentType(reply.path))
    const encoding = isPacked && !message.headers.range ? chooseEncoding(message, file.size) : null
    const validators = createValidators(file, encoding ? `-${encoding}` : '')
    setHeaders(response, reply, validators)
    if (isPacked) response.setHeader('vary', 'Accept-Encoding')
    if (isPreconditionFailed(message.headers, validators)) {
      response.writeHead(412, { 'content-length': 0 }).end()
    } else if (isNotModified(message.headers, validators)) response.writeHead(304).end()
    else if (encoding) await sendCompressed(response, reply, file, encoding, compressed)
    else await sendBytes(message, response, file, validators)
    return true
  } finally {
    await file.handle.close()
  }
}
