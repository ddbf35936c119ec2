import type { Backend } from '../../backends/backend'
import { replyJson } from '../reply'
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

  return [
    route('GET', '/object_info', async () => replyJson(await backend.getObjectInfo())),
    route('GET', '/object_info/{name}', getOne),
    route('GET', '/node_replacements', async () =>
      replyJson(listReplacements(await backend.getObjectInfo()))
    )
  ]
}
