import type { IncomingMessage, ServerResponse } from 'node:http'
import { describeError, type Log } from '../base/log'
import { checkBodyHeaders, parseJson, readBytes } from './body'
import { getCacheControl } from './cacheHeaders'
import { CompressedFiles } from './files/compressedFiles'
import { OCTET_STREAM } from './files/contentType'
import { toFileProblem } from './files/fileProblem'
import type { FrontEnd } from './frontEnd'
import { isAllowed } from './guard'
import { HttpProblem, replyServerError } from './httpProblem'
import { type Reply, replyEmpty, replyText, withHeaders } from './reply'
import type { Route, Router } from './router'
import { COMMON_HEADERS } from './securityHeaders'
import { sendReply } from './sendReply'
import { splitUrl } from '../base/splitUrl'

export interface RequestHandlerOptions {
  readonly router: Router
  readonly frontEnd: FrontEnd
  readonly log: Log
  /** Is the server bound to the machine itself? */
  readonly loopbackOnly: boolean
  /** Bytes of a request's body. */
  readonly maxBodySize: number
  /** Are JSON and plain text packed for clients that take it? */
  readonly compressesText?: boolean
}

const NOT_FOUND = replyEmpty(404, { 'content-type': OCTET_STREAM })

function isRead(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Answers HTTP requests: the checks first, then the routes, then the front end's files. */
export class RequestHandler {
  readonly #options: RequestHandlerOptions
  readonly #compressed = new CompressedFiles()

  constructor(options: RequestHandlerOptions) {
    this.#options = options
  }

  /** Never rejects: whatever goes wrong is answered and logged. */
  readonly handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path, query } = splitUrl(message.url)
    for (const [name, value] of Object.entries(COMMON_HEADERS))
      if (!response.hasHeader(name)) response.setHeader(name, value)
    try {
      const reply = await this.#answer(message, path, query)
      await this.#send(message, response, path, reply)
    } catch (error) {
      await this.#fail(message, response, path, error)
    }
  }

  async #answer(message: IncomingMessage, path: string, query: URLSearchParams): Promise<Reply> {
    const { method = 'GET' } = message
    if (!isAllowed(message.headers, this.#options.loopbackOnly)) return replyEmpty(403)
    if (method === 'OPTIONS') return replyEmpty()
    const match = this.#match(method, path)
    if (match.kind === 'found') return this.#run(match.route, match.params, message, query)
    if (!isRead(method)) {
      const methods = match.kind === 'otherMethods' ? match.methods : ['GET', 'HEAD']
      return withHeaders(replyText('405: Method Not Allowed', 405), {
        allow: methods.toSorted().join(',')
      })
    }
    return (await this.#options.frontEnd.getFile(path)) ?? NOT_FOUND
  }

  #match(method: string, path: string) {
    try {
      return this.#options.router.match(method, path)
    } catch (error) {
      // A segment that is no valid percent-encoding.
      if (error instanceof URIError) throw new HttpProblem(replyEmpty(400))
      throw error
    }
  }

  async #run(
    route: Route,
    params: Record<string, string>,
    message: IncomingMessage,
    query: URLSearchParams
  ): Promise<Reply> {
    const { maxBodySize } = this.#options
    checkBodyHeaders(message, maxBodySize)
    const read = () => readBytes(message, maxBodySize)
    const readJson = async () => parseJson(await read())
    return route.handle({ message, params, query, readJson, readBytes: read })
  }

  async #send(
    message: IncomingMessage,
    response: ServerResponse,
    path: string,
    reply: Reply
  ): Promise<void> {
    const isFrontEndFile = reply.kind === 'file' && reply.compressible
    this.#setCacheControl(
      response,
      path,
      reply.kind === 'file' ? 200 : reply.status,
      isFrontEndFile
    )
    const { compressesText = false } = this.#options
    const how = { compressed: this.#compressed, compressesText }
    if (await sendReply(message, response, reply, how)) return
    this.#setCacheControl(response, path, 404, isFrontEndFile)
    const notFound = isFrontEndFile ? NOT_FOUND : replyEmpty(404)
    await sendReply(message, response, notFound, how)
  }

  #setCacheControl(
    response: ServerResponse,
    path: string,
    status: number,
    isFrontEndFile: boolean
  ): void {
    const value = getCacheControl(path, status, isFrontEndFile)
    if (value === null) response.removeHeader('cache-control')
    else response.setHeader('cache-control', value)
  }

  async #fail(
    message: IncomingMessage,
    response: ServerResponse,
    path: string,
    error: unknown
  ): Promise<void> {
    const problem = error instanceof HttpProblem ? error : toFileProblem(error)
    if (!problem && !response.destroyed) {
      this.#options.log.error('request failed', { path, error: describeError(error) })
    }
    if (response.headersSent || response.destroyed) {
      response.destroy()
      return
    }
    await this.#send(message, response, path, problem?.reply ?? replyServerError()).catch(() =>
      response.destroy()
    )
  }
}
