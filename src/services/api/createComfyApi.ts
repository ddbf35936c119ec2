import type { PromptId } from '@/domain/ids'
import { t } from '@/i18n/translate'
import { isRecord } from '@/protocol/guards'
import type { DeleteRequestWire } from '@/protocol/http/queue'
import { featuresSchema, settingsSchema, systemStatsSchema } from '@/protocol/http/system'
import type { NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'
import { createCancelling } from './cancelPrompts'
import type { ComfyApi } from './comfyApi'
import { ApiError } from './comfyApi'
import { createFilesApi } from './filesApi'
import type { HttpClient, HttpOptions } from './httpClient'
import { assertOk, createHttpClient, isMissingRoute, parseAnswer, readJson } from './httpClient'
import { createJobSource } from './jobSource'
import { createJobsApi } from './jobsApi'
import { createLogsApi } from './logsApi'
import { createModelsApi } from './modelsApi'
import { createQueueAndHistory } from './queueAndHistory'
import { createReplacementsApi } from './replacementsApi'
import { submitPrompt } from './submitPrompt'
import { createTemplatesApi } from './templatesApi'
import { createUsersApi } from './usersApi'
import { createViewUrl } from './viewUrl'

/** Where the server is, and how it is reached. */
export interface ComfyApiOptions extends HttpOptions {
  /** Differs between page loads; part of the addresses of files, so that none is taken from an old cache. */
  readonly session: string
}

/** The HTTP interface of the server that the page came from, whatever its version. */
export function createComfyApi(options: ComfyApiOptions): ComfyApi {
  const http = createHttpClient(options)
  const getSystemStats = async () => readJson(systemStatsSchema, await get(http, '/system_stats'))
  const getVersion = rememberVersion(getSystemStats)
  const jobs = createJobSource(createJobsApi(http, getVersion), createQueueAndHistory(http))
  return {
    submitPrompt: (request, onTaken) => submitPrompt(http, request, onTaken),
    ...jobs,
    ...createCancelling({ http, jobs, getVersion }),
    ...createFilesApi(http),
    ...createLogsApi(http),
    ...createModelsApi(http),
    ...createReplacementsApi(http),
    ...createTemplatesApi(http),
    ...createUsersApi(http),
    deleteHistory: (promptIds) => deleteHistory(http, promptIds),
    getSystemStats,
    getFeatures: () => getFeatures(http),
    getNodeDefinitions: () => getNodeDefinitions(http),
    async getPackWords() {
      const answer = await http.request('/i18n')
      return isMissingRoute(answer.status) ? {} : parseAnswer(assertOk(answer))
    },
    getSettings: async () => readJson(settingsSchema, await get(http, '/settings')),
    async storeSettings(changes) {
      assertOk(await http.request('/settings', { method: 'POST', json: changes }))
    },
    viewUrl: createViewUrl(http, options.session),
    async getStaticText(path) {
      const answer = await http.request(path, { isStatic: true })
      return isMissingRoute(answer.status) ? null : assertOk(answer).text
    },
    staticUrl: (path) => http.getBaseUrl(path).href,
    fetchApi: (route, init) => http.fetchRoute(route, init),
    socketUrl(clientId) {
      const url = http.getBaseUrl('ws')
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      url.searchParams.set('clientId', clientId)
      return url.href
    }
  }
}

async function get(http: HttpClient, route: string) {
  return assertOk(await http.request(route))
}

/** Asks for the version once; again if that failed. */
function rememberVersion(getStats: ComfyApi['getSystemStats']): () => Promise<string | null> {
  let known: string | null | undefined
  return async () => {
    if (known === undefined) known = (await getStats()).system.comfyui_version ?? null
    return known
  }
}

/** Servers before 0.3.45 have no flags. */
async function getFeatures(http: HttpClient): Promise<Readonly<Record<string, unknown>>> {
  const answer = await http.request('/features')
  return isMissingRoute(answer.status) ? {} : readJson(featuresSchema, assertOk(answer))
}

async function deleteHistory(http: HttpClient, promptIds: readonly PromptId[]): Promise<void> {
  const json: DeleteRequestWire = { delete: promptIds }
  assertOk(await http.request('/history', { method: 'POST', json }))
}

/** Several MB: read without a schema, since each definition is understood on its own when a node class is made. */
async function getNodeDefinitions(http: HttpClient): Promise<ObjectInfoWire> {
  const answer = await get(http, '/object_info')
  const definitions = parseAnswer(answer)
  if (!isRecord(definitions)) {
    throw new ApiError(t('server.noDefinitions'), answer.status)
  }
  const usable = Object.entries(definitions).filter(
    (entry): entry is [string, NodeDefinitionWire] => isRecord(entry[1])
  )
  return Object.fromEntries(usable)
}
