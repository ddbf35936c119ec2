import { fileNamesSchema, uploadSchema, userFileListSchema } from '@/protocol/http/files'
import type { OutputFile } from '@/domain/nodeOutput'
import type { ComfyApi } from './comfyApi'
import type { HttpClient } from './httpClient'
import { assertOk, readJson } from './httpClient'

type FilesApi = Pick<
  ComfyApi,
  | 'uploadImage'
  | 'getUserFile'
  | 'storeUserFile'
  | 'listUserFiles'
  | 'listServerFiles'
  | 'deleteUserFile'
  | 'moveUserFile'
>

/** A path is one segment of the address, slashes encoded (protocol.md §3.8). */
function getRoute(path: string): string {
  return `/userdata/${encodeURIComponent(path)}`
}

/** Uploads and the user's own files (protocol.md §3.7, §3.8). */
export function createFilesApi(http: HttpClient): FilesApi {
  return {
    async uploadImage(file, { subfolder, overwrite } = {}) {
      const body = new FormData()
      body.append('image', file)
      body.append('type', 'input')
      if (subfolder) body.append('subfolder', subfolder)
      if (overwrite) body.append('overwrite', 'true')
      const answer = await http.request('/upload/image', { method: 'POST', body, timeout: null })
      const { name, ...place } = readJson(uploadSchema, assertOk(answer))
      return { filename: name, ...place }
    },
    async getUserFile(path) {
      const answer = await http.request(getRoute(path))
      return answer.status === 404 ? null : assertOk(answer).text
    },
    async storeUserFile(path, body, { overwrite = true } = {}) {
      const route = `${getRoute(path)}?overwrite=${overwrite}`
      const answer = await http.request(route, { method: 'POST', body, timeout: null })
      if (answer.status === 409) return 'exists'
      assertOk(answer)
      return 'stored'
    },
    async listServerFiles(type) {
      const answer = assertOk(await http.request(`/internal/files/${type}`))
      return readJson(fileNamesSchema, answer).map((name) => readFileName(name, type))
    },
    async deleteUserFile(path) {
      assertOk(await http.request(getRoute(path), { method: 'DELETE' }))
    },
    async moveUserFile(path, to) {
      const route = `${getRoute(path)}/move/${encodeURIComponent(to)}?overwrite=false`
      const answer = await http.request(route, { method: 'POST' })
      if (answer.status === 409) return 'exists'
      assertOk(answer)
      return 'moved'
    },
    async listUserFiles(folder) {
      const query = new URLSearchParams({ dir: folder, recurse: 'true' })
      const answer = await http.request(`/userdata?${query.toString()}`)
      // A folder that nothing was ever put in doesn't exist.
      if (answer.status === 404) return []
      const entries = readJson(userFileListSchema, assertOk(answer))
      return entries.map(getPath).sort()
    }
  }
}

/** Newer servers add the folder to the name: `a.png [output]`. */
function readFileName(name: string, type: string): OutputFile {
  const filename = name.replace(/ \[(input|output|temp)\]$/, '')
  return { filename, subfolder: '', type }
}

/** Servers on Windows list with backslashes. */
function getPath(entry: string | { path: string } | [string, ...string[]]): string {
  const path = typeof entry === 'string' ? entry : Array.isArray(entry) ? entry[0] : entry.path
  return path.replaceAll('\\', '/')
}
