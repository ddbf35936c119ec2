import { toExactJson } from './exactNumbers'
export type ReplyHeaders = Readonly<Record<string, string | number | readonly string[]>>

/** Bytes to send, whole; null: no body and no content type. */
interface BodyReply {
  readonly kind: 'body'
  readonly status: number
  readonly headers: ReplyHeaders
  readonly body: string | Uint8Array | null
}

/** Text made while it is sent, for answers too large to hold at once. */
interface TextStreamReply {
  readonly kind: 'textStream'
  readonly status: number
  readonly headers: ReplyHeaders
  readonly chunks: Iterable<string>
}

/** A file, sent with validators, ranges and conditions (protocol.md §3.1). The path must be confined already. */
export interface FileReply {
  readonly kind: 'file'
  readonly path: string
  readonly headers: ReplyHeaders
  /** May a compressed form be sent to a client that takes it? */
  readonly compressible: boolean
}

/** What a route answers. */
export type Reply = BodyReply | TextStreamReply | FileReply

const JSON_TYPE = 'application/json; charset=utf-8'
const TEXT_TYPE = 'text/plain; charset=utf-8'

export function replyJson(value: unknown, status = 200): Reply {
  return { kind: 'body', status, headers: { 'content-type': JSON_TYPE }, body: toExactJson(value) }
}

export function replyJsonChunks(chunks: Iterable<string>): Reply {
  return { kind: 'textStream', status: 200, headers: { 'content-type': JSON_TYPE }, chunks }
}

export function replyText(text: string, status = 200): Reply {
  return { kind: 'body', status, headers: { 'content-type': TEXT_TYPE }, body: text }
}

/** The same answer with further headers. */
export function withHeaders<Kind extends Reply>(reply: Kind, headers: ReplyHeaders): Kind {
  return { ...reply, headers: { ...reply.headers, ...headers } }
}

/** An answer that is its status. */
export function replyEmpty(status = 200, headers: ReplyHeaders = {}): Reply {
  return { kind: 'body', status, headers, body: null }
}

export function replyBytes(body: Uint8Array, headers: ReplyHeaders): Reply {
  return { kind: 'body', status: 200, headers, body }
}

export function replyFile(
  path: string,
  { headers = {}, compressible = false }: { headers?: ReplyHeaders; compressible?: boolean } = {}
): Reply {
  return { kind: 'file', path, headers, compressible }
}
