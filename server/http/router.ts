import type { IncomingMessage } from 'node:http'
import type { Reply } from './reply'

export type Method = 'GET' | 'POST' | 'DELETE' | 'PATCH' | 'PUT'

/** What a route is given. */
export interface RouteRequest {
  readonly message: IncomingMessage
  /** Decoded values of the `{name}` segments. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** @throws {HttpProblem} when the body is too large or no JSON */
  readJson(): Promise<unknown>
  readBytes(): Promise<Buffer>
}

export type Handler = (request: RouteRequest) => Reply | Promise<Reply>

/**
 * Under which address a route is found (protocol.md §3.1): nearly all both bare and below `/api`; `/internal` only
 * bare; jobs and assets only below `/api`.
 */
export type Prefix = 'both' | 'bare' | 'api'

export interface Route {
  readonly method: Method | 'ANY'
  /** `/userdata/{file}/move/{dest}`; `{name...}` as the last segment takes the rest of the path. */
  readonly path: string
  readonly prefix: Prefix
  readonly handle: Handler
}

export function route(
  method: Route['method'],
  path: string,
  handle: Handler,
  prefix: Prefix = 'both'
): Route {
  return { method, path, prefix, handle }
}

export type RouteMatch =
  | { readonly kind: 'found'; readonly route: Route; readonly params: Record<string, string> }
  /** The path exists for these other methods. */
  | { readonly kind: 'otherMethods'; readonly methods: readonly string[] }
  | { readonly kind: 'none' }

interface CompiledRoute {
  readonly route: Route
  readonly segments: readonly string[]
}

/** A segment that a route's own text is compared with; what can't be decoded is no route's. */
function decodeName(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}

/** @throws {URIError} when the value of a `{name}` segment is no valid percent-encoding */
function matchSegments(
  pattern: readonly string[],
  segments: readonly string[]
): Record<string, string> | null {
  const params: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    const rest = /^\{(\w+)\.\.\.\}$/.exec(part)?.[1]
    if (rest) {
      params[rest] = segments.slice(index).map(decodeURIComponent).join('/')
      return params
    }
    const segment = segments[index]
    if (segment === undefined) return null
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name && segment) params[name] = decodeURIComponent(segment)
    else if (part !== segment && part !== decodeName(segment)) return null
  }
  return pattern.length === segments.length ? params : null
}

/** Finds routes by method and still encoded path: an encoded slash does not part segments. */
export class Router {
  readonly #routes: readonly CompiledRoute[]

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, segments: route.path.slice(1).split('/') }))
  }

  match(method: string, path: string): RouteMatch {
    const inApi = path.startsWith('/api/')
    const segments = (inApi ? path.slice(5) : path.slice(1)).split('/')
    const wanted = method === 'HEAD' ? 'GET' : method
    const methods = new Set<string>()
    for (const { route, segments: pattern } of this.#routes) {
      if (route.prefix === (inApi ? 'bare' : 'api')) continue
      const params = matchSegments(pattern, segments)
      if (!params) continue
      if (route.method === wanted || route.method === 'ANY') return { kind: 'found', route, params }
      methods.add(route.method)
      if (route.method === 'GET') methods.add('HEAD')
    }
    return methods.size > 0 ? { kind: 'otherMethods', methods: [...methods] } : { kind: 'none' }
  }
}
