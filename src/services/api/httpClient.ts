import type * as z from 'zod/mini'
import type { Clock } from '@/domain/time'
import { t } from '@/i18n/translate'
import { isRecord } from '@/protocol/guards'
import { parseWireJson } from '@/protocol/json'
import { ApiError } from './comfyApi'

/**
 * ms until a request without an answer is given up. Generous: a server that has just sampled, or loads a model, answers
 * late, and a slow answer is not a lost server (protocol.md §3.1).
 */
export const READ_TIMEOUT = 60_000
/** The same for `POST /prompt`: the server validates before it answers, files and options of nodes included. */
export const SUBMIT_TIMEOUT = 120_000
/** Characters of a fault's text that go into an error's message. */
const FAULT_TEXT = 200

/** Where the server is, and how it is reached. */
export interface HttpOptions {
  readonly fetch: typeof fetch
  /** The page's own address; it may lie under a sub-path of its host. */
  readonly baseUrl: string
  readonly clock: Clock
  /** Sent as `Comfy-User` to servers with several users (protocol.md §3.1); null on others. */
  readonly getUser?: () => string | null
}

/** An answer, read to its end. */
export interface Answer {
  readonly route: string
  readonly status: number
  readonly isOk: boolean
  readonly text: string
}

/** A GET without a body by default. */
export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'PATCH'
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is. */
  readonly body?: BodyInit
  /** ms; null waits for ever, as uploads need */
  readonly timeout?: number | null
  /** Called once the status is there, before the answer is read. */
  readonly onStatus?: (isOk: boolean) => void
  /** A file beside the page, such as a template, and no API route. */
  readonly isStatic?: boolean
}

/** Requests to the server that the page came from. */
export interface HttpClient {
  /** Absolute address of a route: under `/api`, but for `/internal`, which exists only without (protocol.md §3.1). */
  getUrl(route: string): string
  /** Address of something that is no API route: the socket. */
  getBaseUrl(path: string): URL
  /** Sends and reads the whole answer, whatever its status. @throws ApiError with status null when none came */
  request(route: string, options?: RequestOptions): Promise<Answer>
  /** The plain `fetch`, with address and headers added. */
  fetchRoute(route: string, init?: RequestInit): Promise<Response>
  /** Anything else, also elsewhere: without headers, which would tell others who the user is. */
  fetchAddress(address: string): Promise<Response>
}

export function createHttpClient(options: HttpOptions): HttpClient {
  const { clock, fetch, getUser = () => null } = options
  const base = new URL('.', options.baseUrl)
  const getUrl = (route: string) => new URL(toPath(route), base).href

  function send(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    const user = getUser()
    if (user !== null) headers.set('Comfy-User', user)
    return fetch(url, { cache: 'no-cache', ...init, headers })
  }
  const fetchRoute = (route: string, init: RequestInit = {}) => send(getUrl(route), init)
  async function request(route: string, given: RequestOptions = {}): Promise<Answer> {
    const { method = 'GET', timeout = READ_TIMEOUT } = given
    const controller = new AbortController()
    const cancel = timeout === null ? () => {} : clock.after(timeout, () => controller.abort())
    try {
      // Answers to a POST are kept by nobody: the browser need not look.
      const cache = method === 'POST' ? 'no-store' : 'no-cache'
      const init: RequestInit = { method, cache, signal: controller.signal, ...getBody(given) }
      const url = given.isStatic ? new URL(route, base).href : getUrl(route)
      const response = await send(url, init)
      given.onStatus?.(response.ok)
      const text = await response.text()
      return { route: `${method} ${route}`, status: response.status, isOk: response.ok, text }
    } catch (error) {
      const key = controller.signal.aborted ? 'server.timedOut' : 'server.unreachable'
      throw new ApiError(t(key, { route: `${method} ${route}` }), null, { cause: error })
    } finally {
      cancel()
    }
  }
  return {
    getUrl,
    getBaseUrl: (path) => new URL(path, base),
    request,
    fetchRoute,
    fetchAddress: (address) => fetch(address)
  }
}

function toPath(route: string): string {
  const path = route.replace(/^\/+/, '')
  return path.startsWith('internal/') || path.startsWith('api/') ? path : `api/${path}`
}

function getBody({ body, json }: RequestOptions): RequestInit {
  if (json === undefined) return body === undefined ? {} : { body }
  return { body: JSON.stringify(json), headers: { 'Content-Type': 'application/json' } }
}

/** @throws ApiError unless the answer is one of success */
export function assertOk(answer: Answer): Answer {
  if (answer.isOk) return answer
  throw makeFault(answer)
}

/** The error of an answer that says no, with the reason it gives. */
export function makeFault({ route, status, text }: Answer): ApiError {
  const said = readReason(text)
  const told = { status: String(status), route }
  const message = said ? t('server.answeredWith', { ...told, said }) : t('server.answered', told)
  return new ApiError(message, status)
}

/** What a fault says for itself: JSON with an `error`, or a short text; not a whole page. */
export function readReason(text: string): string {
  try {
    const value = parseWireJson(text)
    const error = isRecord(value) ? value.error : value
    const message = isRecord(error) ? error.message : error
    if (typeof message === 'string') return message.slice(0, FAULT_TEXT)
  } catch {
    // No JSON: as text then.
  }
  return text.trimStart().startsWith('<') ? '' : text.trim().slice(0, FAULT_TEXT)
}

/** Reads JSON of an answer by its schema. @throws ApiError when it is something else */
export function readJson<Schema extends z.ZodMiniType>(
  schema: Schema,
  answer: Answer
): z.infer<Schema> {
  const result = schema.safeParse(parseAnswer(answer))
  if (result.success) return result.data
  throw new ApiError(t('server.notUnderstood', { route: answer.route }), answer.status, {
    cause: result.error
  })
}

/** JSON of an answer, unchecked. @throws ApiError when it is none */
export function parseAnswer(answer: Answer): unknown {
  try {
    return parseWireJson(answer.text)
  } catch (error) {
    throw new ApiError(t('server.noJson', { route: answer.route }), answer.status, {
      cause: error
    })
  }
}

/** True for an answer of a server that doesn't have the route at all. */
export function isMissingRoute(status: number | null): boolean {
  return status === 404 || status === 405
}
