import { getStoredFileHeaders } from '../files/contentType'
import type { UserFolder } from '../files/userFolder'
import { refuseWithText } from '../httpProblem'
import { type Reply, replyEmpty, replyFile, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'

function isTrue(query: URLSearchParams, name: string): boolean {
  return query.get(name)?.toLowerCase() === 'true'
}

function mayOverwrite(query: URLSearchParams): boolean {
  return query.get('overwrite') !== 'false'
}

/** Always for download: what a user stored must not run as a page of ours. */
function getDownloadHeaders(path: string): Record<string, string> {
  const headers = getStoredFileHeaders(path)
  const name = headers['content-disposition']?.replace(/^attachment; /, '') ?? ''
  return { ...headers, 'content-disposition': `attachment; ${name}` }
}

/** `/userdata` (protocol.md §3.8). */
export function createUserdataRoutes(folder: UserFolder): Route[] {
  async function list({ query }: RouteRequest): Promise<Reply> {
    const dir = query.get('dir')
    if (!dir) throw refuseWithText(400, 'Directory not provided')
    const files = await folder.list(dir, isTrue(query, 'recurse'))
    if (isTrue(query, 'full_info')) return replyJson(files)
    const paths = files.map(({ path }) => path)
    if (!isTrue(query, 'split')) return replyJson(paths)
    return replyJson(paths.map((path) => [path, ...path.split('/')]))
  }

  async function read({ params }: RouteRequest): Promise<Reply> {
    const name = params.file ?? ''
    const path = await folder.find(name)
    // The user's own style sheet is the one file that the page links to.
    const isStyle = name === 'user.css'
    return replyFile(path, {
      headers: isStyle ? { 'content-type': 'text/css' } : getDownloadHeaders(path)
    })
  }

  async function replyWritten(name: string, query: URLSearchParams): Promise<Reply> {
    return replyJson(isTrue(query, 'full_info') ? await folder.getInfo(name) : name)
  }

  async function write({ params, query, readBytes }: RouteRequest): Promise<Reply> {
    const name = await folder.write(params.file ?? '', await readBytes(), mayOverwrite(query))
    return replyWritten(name, query)
  }

  async function remove({ params }: RouteRequest): Promise<Reply> {
    await folder.remove(params.file ?? '')
    return replyEmpty(204)
  }

  async function move({ params, query }: RouteRequest): Promise<Reply> {
    const { file = '', dest = '' } = params
    return replyWritten(await folder.move(file, dest, mayOverwrite(query)), query)
  }

  return [
    route('GET', '/userdata', list),
    route('GET', '/userdata/{file}', read),
    route('POST', '/userdata/{file}', write),
    route('DELETE', '/userdata/{file}', remove),
    route('POST', '/userdata/{file}/move/{dest}', move)
  ]
}
