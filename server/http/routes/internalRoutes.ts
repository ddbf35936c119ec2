import { toRecord } from '../body'
import { type DataFolders, isFolderType } from '../files/dataFolders'
import { listFolder } from '../files/listFolder'
import { refuse } from '../httpProblem'
import type { LogBuffer } from '../logBuffer'
import { getTerminalSize, type LogSubscriptions } from '../logSubscriptions'
import { type Reply, replyEmpty, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'

export interface InternalRoutesOptions {
  readonly folders: DataFolders
  readonly logs: LogBuffer
  readonly subscriptions: LogSubscriptions
}

/** `/internal`, found only without `/api` (protocol.md §3.7, §3.9). */
export function createInternalRoutes(options: InternalRoutesOptions): Route[] {
  const { folders, logs, subscriptions } = options

  async function listFiles({ params }: RouteRequest): Promise<Reply> {
    const { type } = params
    if (!isFolderType(type)) return replyJson({ error: 'Invalid directory type' }, 400)
    const files = (await listFolder(folders[type], false)) ?? []
    const newestFirst = files.toSorted((one, other) => other.mtimeMs - one.mtimeMs)
    return replyJson(newestFirst.map(({ path }) => `${path} [${type}]`))
  }

  async function subscribe({ readJson }: RouteRequest): Promise<Reply> {
    const { clientId, enabled } = toRecord(await readJson())
    const isComplete = typeof clientId === 'string' && clientId !== '' && enabled !== undefined
    if (!isComplete) throw refuse(400)
    subscriptions.set(clientId, Boolean(enabled))
    return replyEmpty()
  }

  const getText = () => logs.entries.map(({ t, m }) => `${t} - ${m}`).join('')
  const getRaw = () => ({ entries: logs.entries, size: getTerminalSize() })
  return [
    route('GET', '/internal/logs', () => replyJson(getText()), 'bare'),
    route('GET', '/internal/logs/raw', () => replyJson(getRaw()), 'bare'),
    route('PATCH', '/internal/logs/subscribe', subscribe, 'bare'),
    route('GET', '/internal/files/{type}', listFiles, 'bare')
  ]
}
