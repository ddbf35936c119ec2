import { readPackTemplates, readTemplateIndex } from '@/domain/workflowTemplate'
import { isRecord } from '@/protocol/guards'
import type { ComfyApi, GlobalSubgraph } from './comfyApi'
import type { HttpClient, RequestOptions } from './httpClient'
import { assertOk, isMissingRoute, parseAnswer } from './httpClient'

/** Workflows to begin with: the server's own and those of node packs (protocol.md §3.6). */
export function createTemplatesApi(
  http: HttpClient
): Pick<ComfyApi, 'listTemplates' | 'getTemplate' | 'listGlobalSubgraphs' | 'getGlobalSubgraph'> {
  return {
    async listTemplates(language = 'en') {
      const [index, packs] = await Promise.allSettled([
        readIndex(http, language),
        readIfThere(http, '/workflow_templates')
      ])
      const groups = [
        ...(index.status === 'fulfilled' ? readTemplateIndex(index.value) : []),
        ...(packs.status === 'fulfilled' ? readPackTemplates(packs.value) : [])
      ]
      // What one of them has is shown though the other fails.
      const failed = [index, packs].find(({ status }) => status === 'rejected')
      if (groups.length === 0 && failed) throw (failed as PromiseRejectedResult).reason
      const hasRoute = [index, packs].some(
        (read) => read.status === 'rejected' || read.value !== null
      )
      return hasRoute ? groups : null
    },
    async listGlobalSubgraphs() {
      const found = await readIfThere(http, '/global_subgraphs')
      return isRecord(found) ? Object.entries(found).flatMap(readSubgraph) : []
    },
    async getGlobalSubgraph(id) {
      const found = await readIfThere(http, `/global_subgraphs/${encodeURIComponent(id)}`)
      return isRecord(found) && typeof found.data === 'string' ? found.data : null
    },
    getTemplate: async ({ documentPath }) =>
      parseAnswer(assertOk(await http.request(documentPath, { isStatic: true })))
  }
}

/** Languages in which ComfyUI's templates have names (`templates/index.zh.json`), and ours. */
const LANGUAGES: ReadonlySet<string> = new Set(
  'ar de es fa fr ja ko pt-BR ru tr zh zh-TW'.split(' ')
)

async function readIndex(http: HttpClient, language: string): Promise<unknown> {
  const options = { isStatic: true }
  if (!LANGUAGES.has(language)) return readIfThere(http, 'templates/index.json', options)
  const translated = await readIfThere(http, `templates/index.${language}.json`, options).catch(
    () => null
  )
  return translated ?? readIfThere(http, 'templates/index.json', options)
}

function readSubgraph([id, value]: [string, unknown]): GlobalSubgraph[] {
  if (!isRecord(value) || typeof value.name !== 'string') return []
  const info = isRecord(value.info) ? value.info : {}
  const pack = typeof info.node_pack === 'string' ? info.node_pack : ''
  return [{ id, name: value.name, pack: toPackName(pack) }]
}

/** Packs are told as Python names their modules. */
function toPackName(module: string): string {
  if (module === 'comfyui') return 'ComfyUI'
  return module.replace(/^custom_nodes\./, '') || 'Server'
}

/** Null on servers that have no such thing. */
async function readIfThere(
  http: HttpClient,
  route: string,
  options?: RequestOptions
): Promise<unknown> {
  const answer = await http.request(route, options)
  return isMissingRoute(answer.status) ? null : parseAnswer(assertOk(answer))
}
