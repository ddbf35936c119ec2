import type { PromptHistory } from '../../queue/promptHistory'
import { toRecord } from '../body'
import { refuseWithText } from '../httpProblem'
import { replyEmpty, replyJsonChunks } from '../reply'
import { type Route, type RouteRequest, route } from '../router'
import { toIdList } from './idList'

/** Entries are read while they are sent: what is deleted meanwhile is left out. */
function* listEntries(history: PromptHistory, ids: readonly string[]): Generator<string> {
  let separator = '{'
  for (const promptId of ids) {
    const json = history.getJson(promptId)
    if (json === null) continue
    yield `${separator}${JSON.stringify(promptId)}:${json}`
    separator = ','
  }
  yield separator === '{' ? '{}' : '}'
}

/** @throws {HttpProblem} 400 when it is given and no integer */
function parseInteger(query: URLSearchParams, name: string): number | null {
  const text = query.get(name)
  if (text === null) return null
  if (/^[+-]?\d{1,15}$/.test(text.trim())) return Number(text)
  throw refuseWithText(400, `${name} must be an integer`)
}

/** `/history` (protocol.md §3.5). */
export function createHistoryRoutes(history: PromptHistory): Route[] {
  function list({ query }: RouteRequest) {
    const maxItems = parseInteger(query, 'max_items')
    const offset = parseInteger(query, 'offset') ?? -1
    return replyJsonChunks(listEntries(history, history.getPage({ maxItems, offset })))
  }

  function getOne({ params }: RouteRequest) {
    return replyJsonChunks(listEntries(history, [params.id ?? '']))
  }

  async function change({ readJson }: RouteRequest) {
    const body = toRecord(await readJson())
    const ids = toIdList(body.delete)
    if (body.clear) history.clear()
    history.delete(ids)
    return replyEmpty()
  }

  return [
    route('GET', '/history', list),
    route('GET', '/history/{id}', getOne),
    route('POST', '/history', change)
  ]
}
