import { newUserSchema, usersSchema } from '@/protocol/http/users'
import type { ComfyApi } from './comfyApi'
import type { HttpClient } from './httpClient'
import { assertOk, isMissingRoute, readJson } from './httpClient'

/** Users of a server that has several (protocol.md §3.8). */
export function createUsersApi(http: HttpClient): Pick<ComfyApi, 'listUsers' | 'createUser'> {
  return {
    async listUsers() {
      const answer = await http.request('/users')
      if (isMissingRoute(answer.status)) return null
      const { users } = readJson(usersSchema, assertOk(answer))
      return users ? Object.entries(users).map(([id, name]) => ({ id, name })) : null
    },
    async createUser(username) {
      const answer = await http.request('/users', { method: 'POST', json: { username } })
      return readJson(newUserSchema, assertOk(answer))
    }
  }
}
