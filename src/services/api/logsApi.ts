import { logsSchema } from '@/protocol/http/logs'
import type { ComfyApi } from './comfyApi'
import type { HttpClient } from './httpClient'
import { assertOk, isMissingRoute, readJson } from './httpClient'

/** The server's log (protocol.md §3.9). */
export function createLogsApi(http: HttpClient): Pick<ComfyApi, 'getLog' | 'followLog'> {
  return {
    async getLog() {
      const answer = await http.request('/internal/logs/raw')
      if (isMissingRoute(answer.status)) return null
      const { entries } = readJson(logsSchema, assertOk(answer))
      return entries.map(({ t, m }) => ({ time: t, message: m }))
    },
    async followLog(clientId, isOn) {
      const json = { clientId, enabled: isOn }
      const answer = await http.request('/internal/logs/subscribe', { method: 'PATCH', json })
      if (!isMissingRoute(answer.status)) assertOk(answer)
    }
  }
}
