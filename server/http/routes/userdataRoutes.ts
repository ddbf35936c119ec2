import { getStoredFileHeaders } from '../files/contentType'
import { UserFolder } from '../files/userFolder'
import { refuse, refuseWithText } from '../httpProblem'
import { type Reply, replyEmpty, replyFile, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'
import type { Users } from '../users/users'

function isTrue(query: URLSearchParams, name: string): boolean {
  return query.get(name)?.toLowerCase() === 'true'
}

function mayOverwrite(query: URLSearchParams): boolean {
  return query.get('overwrite') !== 'false'
}

/** Always for download: what a user stored must not run as a page of ours. */
function getDownloadHeaders(path: string): Record<string, string> {
  return { ...getStoredFileHeaders(path), 'content-disposition': 'attachment' }
}

/** `/userdata` (protocol.md §3.8). */
export function createUserdataRoutes(users: Users): Route[] {
  async function findFolder({ message }: RouteRequest): Promise<UserFolder> {
    const path = await users.findFolder(message)
    if (path === null) throw refuse(403)
    return new UserFolder(path)
  }

  async function list(request: RouteRequest): Promise<Reply> {
    const { query } = request
    const dir = query.get('dir')
    if (!dir) throw refuseWithText(400, 'Directory not provided')
    const files = await (await findFolder(request)).list(dir, isTrue(query, 'recurse'))
    if (isTrue(query, 'full_info')) return replyJson(files)
    const paths = files.map(({ path }) => path)
    if (!isTrue(query, 'split')) return replyJson(paths)
    return replyJson(paths.map((path) => [path, ...path.split('/')]))
  }

  async function read(request: RouteRequest): Promise<Reply> {
    const name = request.params.file ?? ''
    const path = await (await findFolder(request)).find(name)
    // The user's own style sheet is the one file that the page links to.
    const isStyle = name === 'user.css'
    return replyFile(path, {
      headers: isStyle
        ? { 'content-type': 'text/css', 'content-disposition': 'inline' }
        : getDownloadHeaders(path)
    })
  }

  async function replyWritten(
    folder: UserFolder,
    name: string,
    query: URLSearchParams
  ): Promise<Reply> {
    return replyJson(isTrue(query, 'full_info') ? await folder.getInfo(name) : name)
  }

  async function write(request: RouteRequest): Promise<Reply> {
    const { params, query, readBytes } = request
    const folder = await findFolder(request)
    const name = await folder.write(params.file ?? '', await readBytes(), mayOverwrite(query))
    return replyWritten(folder, name, query)
  }

  async function remove(request: RouteRequest): Promise<Reply> {
    const folder = await findFolder(request)
    await folder.remove(request.params.file ?? '')
    return replyEmpty(204)
  }

  async function move(request: RouteRequest): Promise<Reply> {
    const { params, query } = request
    const { file = '', dest = '' } = params
    const folder = await findFolder(request)
    return replyWritten(folder, await folder.move(file, dest, mayOverwrite(query)), query)
  }

  return [
    route('GET', '/userdata', list),
    route('GET', '/userdata/{file}', read),
    route('POST', '/userdata/{file}', write),
    route('DELETE', '/userdata/{file}', remove),
    route('POST', '/userdata/{file}/move/{dest}', move)
  ]
}
