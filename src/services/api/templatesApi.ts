import { readPackTemplates, readTemplateIndex } from '@/domain/workflowTemplate'
import type { ComfyApi } from './comfyApi'
import type { HttpClient, RequestOptions } from './httpClient'
import { assertOk, isMissingRoute, parseAnswer } from './httpClient'

/** Workflows to begin with: the server's own and those of node packs (protocol.md §3.6). */
export function createTemplatesApi(
  http: HttpClient
): Pick<ComfyApi, 'listTemplates' | 'getTemplate'> {
  return {
    async listTemplates() {
      const [index, packs] = await Promise.all([
        readIfThere(http, 'templates/index.json', { isStatic: true }),
        readIfThere(http, '/workflow_templates')
      ])
      return [...readTemplateIndex(index), ...readPackTemplates(packs)]
    },
    getTemplate: async ({ documentPath }) =>
      parseAnswer(assertOk(await http.request(documentPath, { isStatic: true })))
  }
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
