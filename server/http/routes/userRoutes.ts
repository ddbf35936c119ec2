import { isRecord } from '@/protocol/guards'
import { HttpProblem } from '../httpProblem'
import { replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'
import type { Users } from '../users/users'

function refuseUser(error: string): HttpProblem {
  return new HttpProblem(replyJson({ error }, 400))
}

/** `/users` (protocol.md §3.8). */
export function createUserRoutes(users: Users): Route[] {
  async function list() {
    if (users.isMulti) return replyJson({ storage: 'server', users: await users.list() })
    return replyJson({ storage: 'server', migrated: await users.hasData() })
  }

  async function add({ readJson }: RouteRequest) {
    const body = await readJson()
    const name = isRecord(body) ? body.username : undefined
    if (typeof name !== 'string' || name.trim() === '') throw refuseUser('username not provided')
    const id = await users.add(name)
    if (id === null) throw refuseUser('Duplicate username.')
    return replyJson(id)
  }

  return [route('GET', '/users', list), route('POST', '/users', add)]
}
