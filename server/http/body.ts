import type { IncomingMessage } from 'node:http'
import { isRecord } from '@/protocol/guards'
import { HttpProblem, MalformedJson, refuseWithText } from './httpProblem'
import { isDeeperThan } from './jsonDepth'

/** Deeper JSON is refused: what is accepted must be listed again, and writing JSON recurses. */
const MAX_JSON_DEPTH = 256

function tooLarge(limit: number): HttpProblem {
  return refuseWithText(413, `Maximum request body size ${limit} exceeded`)
}

/** Refuses a body by its headers alone: too large by its own account, or packed. */
export function checkBodyHeaders(request: IncomingMessage, limit: number): void {
  const encoding = request.headers['content-encoding']
  if (encoding && encoding !== 'identity') {
    throw refuseWithText(415, `Content-Encoding ${encoding} is not supported`)
  }
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
}

/**
 * Passes a body on chunk by chunk.
 * @param limit in bytes
 * @throws {HttpProblem} 413 when the body is larger, 400 when it breaks off
 */
export async function* readChunks(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  checkBodyHeaders(request, limit)
  let size = 0
  // `destroyOnReturn: false`: an answer can still be sent when reading stops half-way.
  const chunks = request.iterator({ destroyOnReturn: false })
  try {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit) throw tooLarge(limit)
      yield chunk
    }
  } catch (error) {
    if (error instanceof HttpProblem) throw error
    throw refuseWithText(400, 'The request body broke off')
  }
}

/** Reads a whole body into memory. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of readChunks(request, limit)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * @throws {MalformedJson} when it isn't JSON
 * @throws {HttpProblem} 400 when it is nested too deeply
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new MalformedJson()
  }
  if (isDeeperThan(text, MAX_JSON_DEPTH)) throw refuseWithText(400, 'JSON nested too deeply')
  try {
    return JSON.parse(text)
  } catch {
    throw new MalformedJson()
  }
}

/**
 * A JSON object; a list is one without keys, as in ComfyUI.
 * @throws {HttpProblem} 400 for any other JSON
 */
export function toRecord(value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value
  if (Array.isArray(value)) return {}
  throw refuseWithText(400, 'The body must be a JSON object')
}
