import { createComfyApi } from '@/services/api/createComfyApi'
import { createManualClock } from '../../harness/clock'
import { listExchanges, loadRecording } from '../../harness/recording'

/** An answer of the server; a function may look at the request's JSON body. `never` leaves the request hanging. */
export type FakeAnswer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly status?: number; readonly text: string }
  | Error
  | 'never'

export type FakeRoute = FakeAnswer | ((request: FakeRequest) => FakeAnswer)

export interface FakeRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly path: string
  readonly headers: Headers
  /** The body as it was given; JSON is parsed. */
  readonly body: unknown
}

/** What aiohttp answers for a path it doesn't have. */
export const NOT_FOUND: FakeAnswer = { status: 404, text: '404: Not Found' }

/**
 * An API against a server made of routes, `'GET /api/queue': answer`. A path with a query wins over one without; what
 * no route matches is not found.
 */
export function makeApi(
  routes: Readonly<Record<string, FakeRoute>> = {},
  options: { readonly baseUrl?: string; readonly getUser?: () => string } = {}
) {
  const clock = createManualClock()
  const requests: FakeRequest[] = []

  async function fakeFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const url = new URL(String(input))
    const method = init.method ?? 'GET'
    const request: FakeRequest = {
      method,
      path: url.pathname + url.search,
      headers: new Headers(init.headers),
      body: readBody(init.body)
    }
    requests.push(request)
    const route =
      routes[`${method} ${request.path}`] ?? routes[`${method} ${url.pathname}`] ?? NOT_FOUND
    const answer = typeof route === 'function' ? route(request) : route
    if (answer === 'never') return waitForAbort(init.signal)
    if (answer instanceof Error) throw answer
    const text = 'text' in answer ? answer.text : JSON.stringify(answer.json)
    const status = answer.status ?? 200
    return new Response(status === 204 ? null : text, { status })
  }
  const api = createComfyApi({
    fetch: fakeFetch as typeof fetch,
    baseUrl: options.baseUrl ?? 'http://127.0.0.1:8188/',
    clock,
    session: 's',
    ...(options.getUser && { getUser: options.getUser })
  })
  /** What was asked, as `GET /api/queue`. */
  const listAsked = () => requests.map(({ method, path }) => `${method} ${path}`)
  const listPosts = () => requests.filter(({ method }) => method === 'POST')
  return { api, clock, requests, listAsked, listPosts }
}

function readBody(body: unknown): unknown {
  if (typeof body !== 'string') return body
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

function waitForAbort(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('aborted')))
  })
}

/**
 * Routes of a recorded server. The same request asked more than once gets the recorded answers in turn, the last of
 * them for ever; submissions are answered by what was submitted.
 */
export function makeRecordedRoutes(name: string): Record<string, FakeRoute> {
  const answers = new Map<string, FakeAnswer[]>()
  for (const { request, response } of listExchanges(loadRecording(name))) {
    if (response.cut) continue
    const key = makeKey(`${request.method} ${request.path}`, request.body)
    const { json, status, text = '' } = response
    const answer = json === undefined ? { status, text } : { status, json }
    answers.set(key, [...(answers.get(key) ?? []), answer])
  }
  const routes = [...answers.keys()].map((key) => key.split('\n')[0]!)
  return Object.fromEntries(
    routes.map((route) => [
      route,
      ({ body }: FakeRequest) => {
        // Bodies that are no JSON, such as files, are not in the recordings.
        const queue = answers.get(makeKey(route, body)) ?? answers.get(route) ?? []
        const answer = queue.length > 1 ? queue.shift() : queue[0]
        return answer ?? new Error(`not recorded: ${route} ${JSON.stringify(body)}`)
      }
    ])
  )
}

function makeKey(route: string, body: unknown): string {
  const isJson = typeof body === 'object' && body !== null && !(body instanceof FormData)
  return isJson ? `${route}\n${JSON.stringify(body)}` : route
}
