import { isRecord } from '@/protocol/guards'
import { getCanvasHost } from '../canvasHost'

/** ms that the server may take, unless the definition says otherwise. */
const TIMEOUT = 10_000
/** Shorter than this nobody may ask again and again (protocol.md §4.2). */
const LEAST_REFRESH = 128

/** Where a list comes from that the definition doesn't hold (protocol.md §4.2). */
export interface RemoteSource {
  readonly route: string
  readonly query: Readonly<Record<string, string>>
  readonly responseKey: string | null
  readonly timeout: number
  /** How often a failed request is made again. */
  readonly retries: number
  /** ms after which it is read anew when it is looked at; null for never. */
  readonly refresh: number | null
  readonly hasButton: boolean
  /** What is chosen after a refresh; null for what was chosen before. */
  readonly chooses: 'first' | 'last' | null
}

/** Reads an input's option `remote`; null for none, and for addresses of other servers, which the page may not ask. */
export function readRemoteSource(option: unknown): RemoteSource | null {
  if (!isRecord(option) || typeof option.route !== 'string') return null
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(option.route)) return null
  const { timeout, max_retries: retries, refresh, response_key: key, query_params: query } = option
  const chosen = option.control_after_refresh
  return {
    route: option.route,
    query: isRecord(query)
      ? Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
      : {},
    responseKey: typeof key === 'string' && key !== '' ? key : null,
    timeout: typeof timeout === 'number' && timeout > 0 ? timeout : TIMEOUT,
    retries: typeof retries === 'number' && retries > 0 ? Math.min(10, retries) : 0,
    refresh: typeof refresh === 'number' && refresh >= LEAST_REFRESH ? refresh : null,
    hasButton: option.refresh_button === true,
    chooses: chosen === 'first' || chosen === 'last' ? chosen : null
  }
}

interface RemoteList {
  values: readonly unknown[]
  /** ms since the epoch; null before the first answer. */
  readAt: number | null
  pending: Promise<readonly unknown[]> | null
}

/** Lists by where they come from: nodes of the same type share one. */
const lists = new Map<string, RemoteList>()

function getList({ route, query, responseKey }: RemoteSource): RemoteList {
  const key = JSON.stringify([route, query, responseKey])
  const known = lists.get(key) ?? { values: [], readAt: null, pending: null }
  lists.set(key, known)
  return known
}

/** What is known of a list; it is read when it was not yet, or is out of date. @param onRead told when it was */
export function peekChoices(source: RemoteSource, onRead: () => void): readonly unknown[] {
  const list = getList(source)
  const age = list.readAt === null ? Infinity : Date.now() - list.readAt
  if (!list.pending && age > (source.refresh ?? (list.readAt === null ? 0 : Infinity)))
    // Who looks at a list is told nothing of its failure; it is tried again when it is due, or by the button.
    readChoices(source).then(onRead, () => {})
  return list.values
}

/** Reads a list anew. @throws Error when the server doesn't answer with one */
export function readChoices(source: RemoteSource): Promise<readonly unknown[]> {
  const list = getList(source)
  list.pending ??= ask(source)
    .then((values) => (list.values = values))
    .finally(() => {
      list.readAt = Date.now()
      list.pending = null
    })
  return list.pending
}

async function ask(source: RemoteSource): Promise<readonly unknown[]> {
  const query = new URLSearchParams(source.query).toString()
  const route = query === '' ? source.route : `${source.route}?${query}`
  for (let left = source.retries; ; left--) {
    try {
      const signal = AbortSignal.timeout(source.timeout)
      const response = await getCanvasHost().api.fetchApi(route, { signal })
      if (!response.ok) throw new Error(`${route}: ${response.status}`)
      const answer: unknown = await response.json()
      const values = source.responseKey ? pick(answer, source.responseKey) : answer
      if (!Array.isArray(values)) throw new Error(`${route}: no list`)
      return values as readonly unknown[]
    } catch (error) {
      if (left <= 0) throw error
    }
  }
}

/** A path of keys: `data.items`. */
function pick(answer: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), answer)
}
