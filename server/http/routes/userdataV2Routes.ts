import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { confinePath } from '../files/confinedPath'
import { type ListedEntry, listEntries } from '../files/listFolder'
import { refuseWithText } from '../httpProblem'
import { type Reply, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'
import type { Users } from '../users/users'

function toItem(entry: ListedEntry, folder: string) {
  const path = join(folder, entry.path).replaceAll('\\', '/')
  const name = entry.path.split('/').at(-1) ?? ''
  if (entry.isFolder) return { name, path, type: 'directory' as const }
  return { name, path, type: 'file' as const, size: entry.size, modified: entry.mtimeMs / 1000 }
}

type Item = ReturnType<typeof toItem>

/** Folders first, then by name without regard to case. */
function compareItems(one: Item, other: Item): number {
  if (one.type !== other.type) return one.type === 'directory' ? -1 : 1
  const [first, second] = [one.name.toLowerCase(), other.name.toLowerCase()]
  return first < second ? -1 : first > second ? 1 : 0
}

/** `GET /v2/userdata`: files and folders, recursively, paths from the user's root (protocol.md §3.8). */
export function createUserdataV2Routes(users: Users): Route[] {
  async function list({ message, query }: RouteRequest): Promise<Reply> {
    const folder = query.get('path') ?? ''
    const root = await users.findFolder(message)
    if (root === null) throw refuseWithText(403, 'Invalid user specified in request')
    const confined = await confinePath(root, folder)
    if (!confined.ok) throw refuseWithText(400, 'Invalid path requested')
    const found = await stat(confined.path).catch(() => null)
    if (!found) throw refuseWithText(404, 'Requested path not found')
    if (!found.isDirectory()) throw refuseWithText(400, 'Requested path is not a directory')
    const entries = (await listEntries(confined.path, true)) ?? []
    return replyJson(entries.map((entry) => toItem(entry, folder)).toSorted(compareItems))
  }

  return [route('GET', '/v2/userdata', list)]
}
