import type { Backend } from '../../backends/backend'
import { refuse } from '../httpProblem'
import { replyJson, replyText, withHeaders } from '../reply'
import { describeNode } from './nodeDocs'
import { listReplacements } from './nodeReplacements'
import { type Route, type RouteRequest, route } from '../router'

/** `/object_info` and what goes with it (protocol.md §3.6). */
export function createNodeRoutes(backend: Backend): Route[] {
  async function getOne({ params }: RouteRequest) {
    const name = params.name ?? ''
    const definitions = await backend.getObjectInfo()
    const found = Object.hasOwn(definitions, name) ? definitions[name] : undefined
    return replyJson(found ? { [name]: found } : {})
  }

  /** Help pages lie where ComfyUI's package of them has them; there is one language. */
  async function getDocs({ params }: RouteRequest) {
    const definitions = await backend.getObjectInfo()
    const { name = '', file = '' } = params
    if (!/^en\.md$/.test(file) || !Object.hasOwn(definitions, name)) throw refuse(404)
    const headers = { 'content-type': 'text/markdown; charset=utf-8' }
    return withHeaders(replyText(describeNode(definitions[name]!)), headers)
  }

  return [
    route('GET', '/docs/{name}/{file}', getDocs, 'bare'),
    route('GET', '/object_info', async () => replyJson(await backend.getObjectInfo())),
    route('GET', '/object_info/{name}', getOne),
    route('GET', '/node_replacements', async () =>
      replyJson(listReplacements(await backend.getObjectInfo()))
    )
  ]
}
