import { type IncomingHttpHeaders, request as startRequest } from 'node:http'
import { connect } from 'node:net'

export interface ClientAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly text: string
  /** @throws when the body is no JSON */
  json(): unknown
}

export interface ClientRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** An object or a list is sent as JSON, anything else as it is. */
  readonly body?: unknown
}

function encodeBody(body: unknown): { bytes: Buffer | null; headers: Record<string, string> } {
  if (body === undefined) return { bytes: null, headers: {} }
  if (Buffer.isBuffer(body)) return { bytes: body, headers: {} }
  if (typeof body === 'string') return { bytes: Buffer.from(body), headers: {} }
  const headers = { 'content-type': 'application/json' }
  return { bytes: Buffer.from(JSON.stringify(body)), headers }
}

/**
 * A request whose path and headers reach the server exactly as given (`fetch` tidies paths and refuses `Host`).
 * @param origin `http://127.0.0.1:8288`
 */
export function ask(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body }: ClientRequest = {}
): Promise<ClientAnswer> {
  const { hostname, port } = new URL(origin)
  const encoded = encodeBody(body)
  const length = encoded.bytes ? { 'content-length': String(encoded.bytes.length) } : {}
  return new Promise((resolve, reject) => {
    const request = startRequest({
      hostname,
      port,
      path,
      method,
      agent: false,
      headers: { ...encoded.headers, ...length, ...headers }
    })
    request.on('error', reject)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const text = bytes.toString('utf8')
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: bytes,
          text,
          json: () => JSON.parse(text) as unknown
        })
      })
    })
    request.end(encoded.bytes ?? undefined)
  })
}

/** Sends bytes as they are and resolves with all that comes back until the server hangs up. */
export function askRaw(origin: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let answer = ''
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

export interface FormPart {
  readonly name: string
  readonly value: string | Buffer
  readonly filename?: string
}

/** A multipart body with its header. */
export function encodeForm(parts: readonly FormPart[]): ClientRequest {
  const boundary = 'boundary-of-a-test'
  const chunks = parts.flatMap(({ name, value, filename }) => {
    const file = filename === undefined ? '' : `; filename="${filename}"`
    const type = filename === undefined ? '' : '\r\nContent-Type: application/octet-stream'
    return [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}${type}\r\n\r\n`
      ),
      Buffer.from(value),
      Buffer.from('\r\n')
    ]
  })
  return {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)])
  }
}
