import type { IncomingMessage, ServerResponse } from 'node:http'
import { describeError, type Log } from '../base/log'
import { splitUrl } from '../base/splitUrl'
import { getCacheControl } from './cacheHeaders'
import { CompressedFiles } from './files/compressedFiles'
import { sendFile } from './files/sendFile'
import type { FrontEnd } from './frontEnd'
import { isAllowed } from './guard'
import { COMMON_HEADERS } from './securityHeaders'

export interface ProxyHandlerOptions {
  readonly frontEnd: FrontEnd
  /** Answers what is none of the front end's files. */
  readonly forward: (message: IncomingMessage, response: ServerResponse) => Promise<void> | void
  readonly log: Log
  readonly loopbackOnly: boolean
}

const API = /^\/(?:api\/.|internal\/|ws$)/

/** Answers requests in front of ComfyUI servers: the front end's files from here, everything else from there. */
export class ProxyHandler {
  readonly #options: ProxyHandlerOptions
  readonly #compressed = new CompressedFiles()

  constructor(options: ProxyHandlerOptions) {
    this.#options = options
  }

  readonly handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { loopbackOnly, forward, log } = this.#options
    try {
      if (!isAllowed(message.headers, loopbackOnly)) {
        response.writeHead(403, { 'content-length': 0 }).end()
      } else if (!(await this.#sendOwnFile(message, response))) {
        await forward(message, response)
      }
    } catch (error) {
      if (!response.destroyed) log.error('request failed', { error: describeError(error) })
      response.destroy()
    }
  }

  /** @returns false when there is no such file; nothing was sent then */
  async #sendOwnFile(message: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { path } = splitUrl(message.url)
    if ((message.method !== 'GET' && message.method !== 'HEAD') || API.test(path)) return false
    const reply = await this.#options.frontEnd.getFile(path)
    if (reply?.kind !== 'file') return false
    const cacheControl = getCacheControl(path, 200, true)
    const headers = {
      ...COMMON_HEADERS,
      ...reply.headers,
      ...(cacheControl !== null && { 'cache-control': cacheControl })
    }
    return sendFile(message, response, { ...reply, headers }, this.#compressed)
  }
}
