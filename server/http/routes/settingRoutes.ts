import { join } from 'node:path'
import { isRecord } from '@/protocol/guards'
import { readJsonRecord } from '../files/jsonFile'
import { writeFileWhole } from '../files/placeFile'
import { refuseWithText } from '../httpProblem'
import { replyEmpty, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'
import type { Users } from '../users/users'

/** The user's settings in one JSON file. Changes are made one after the other, so that none is lost. */
class SettingsFile {
  readonly #path: string
  #last: Promise<void> = Promise.resolve()

  constructor(path: string) {
    this.#path = path
  }

  read(): Promise<Record<string, unknown>> {
    return this.#last.then(() => readJsonRecord(this.#path))
  }

  merge(changes: Readonly<Record<string, unknown>>): Promise<void> {
    const done = this.#last.then(async () => {
      const before = Object.entries(await readJsonRecord(this.#path))
      // Rebuilt from pairs: a key such as `__proto__` stays a key.
      const settings = Object.fromEntries([...before, ...Object.entries(changes)])
      await writeFileWhole(this.#path, JSON.stringify(settings, null, 2))
    })
    this.#last = done.catch(() => undefined)
    return done
  }
}

/** `/settings` (protocol.md §3.8). */
export function createSettingRoutes(users: Users): Route[] {
  const files = new Map<string, SettingsFile>()

  async function getSettings({ message }: RouteRequest): Promise<SettingsFile> {
    const folder = await users.findFolder(message)
    if (folder === null) throw refuseWithText(401, '401: Unauthorized')
    const path = join(folder, 'comfy.settings.json')
    const file = files.get(path) ?? new SettingsFile(path)
    files.set(path, file)
    return file
  }

  async function getOne(request: RouteRequest) {
    const { params } = request
    const all = await (await getSettings(request)).read()
    const id = params.id ?? ''
    return replyJson(Object.hasOwn(all, id) ? all[id] : null)
  }

  async function mergeSeveral(request: RouteRequest) {
    const settings = await getSettings(request)
    const changes = await request.readJson()
    if (!isRecord(changes)) throw refuseWithText(400, 'Settings must be an object')
    await settings.merge(changes)
    return replyEmpty()
  }

  async function setOne(request: RouteRequest) {
    const { params, readJson } = request
    const settings = await getSettings(request)
    await settings.merge(Object.fromEntries([[params.id ?? '', await readJson()]]))
    return replyEmpty()
  }

  return [
    route('GET', '/settings', async (request) =>
      replyJson(await (await getSettings(request)).read())
    ),
    route('POST', '/settings', mergeSeveral),
    route('GET', '/settings/{id}', getOne),
    route('POST', '/settings/{id}', setOne)
  ]
}
