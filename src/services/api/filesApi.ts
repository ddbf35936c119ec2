import { fileNamesSchema, uploadSchema, userFileListSchema } from '@/protocol/http/files'
import type { OutputFile } from '@/domain/nodeOutput'
import { t } from '@/i18n/translate'
import type { ComfyApi } from './comfyApi'
import { ApiError } from './comfyApi'
import type { HttpClient } from './httpClient'
import { assertOk, isMissingRoute, makeFault, readJson } from './httpClient'

type FilesApi = Pick<
  ComfyApi,
  | 'uploadImage'
  | 'uploadMask'
  | 'readFile'
  | 'readAddress'
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
    async uploadImage(file, { type = 'input', subfolder, overwrite } = {}) {
      const body = new FormData()
      // Else a browser names a file of a chosen folder by its whole path.
      body.append('image', file, file.name)
      body.append('type', type)
      if (subfolder) body.append('subfolder', subfolder)
      if (overwrite) body.append('overwrite', 'true')
      return upload(http, '/upload/image', body)
    },
    uploadMask(file, { filename, subfolder: folder = '', type = 'output' }, subfolder) {
      const body = new FormData()
      body.append('image', file)
      body.append('original_ref', JSON.stringify({ filename, subfolder: folder, type }))
      body.append('type', 'input')
      body.append('subfolder', subfolder)
      return upload(http, '/upload/mask', body)
    },
    readFile: (file, channel) => readFile(http, file, channel),
    async readAddress(address) {
      const response = await http.fetchAddress(address)
      if (!response.ok) throw new ApiError(`${response.status}`, response.status)
      return response.blob()
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
      const answer = await http.request(`/internal/files/${type}`)
      if (isMissingRoute(answer.status)) return null
      return readJson(fileNamesSchema, assertOk(answer)).map((name) => readFileName(name, type))
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

async function upload(http: HttpClient, route: string, body: FormData): Promise<OutputFile> {
  const answer = await http.request(route, { method: 'POST', body, timeout: null })
  const { name, ...place } = readJson(uploadSchema, assertOk(answer))
  return { filename: name, ...place }
}

async function readFile(
  http: HttpClient,
  { filename, subfolder = '', type = 'output' }: OutputFile,
  channel: 'rgb' | 'a' | undefined
): Promise<Blob> {
  const query = new URLSearchParams({ filename, subfolder, type })
  if (channel) query.set('channel', channel)
  const route = `/view?${query.toString()}`
  const response = await http.fetchRoute(route).catch((error: unknown) => {
    throw new ApiError(t('server.unreachable', { route: 'GET /view' }), null, { cause: error })
  })
  if (response.ok) return response.blob()
  const { status } = response
  throw makeFault({ route: 'GET /view', status, isOk: false, text: await response.text() })
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
