import type { ModelFile, ModelFolder } from '@/domain/modelFile'
import { fileNamesSchema } from '@/protocol/http/files'
import { anyList, modelFileSchema, modelFolderSchema } from '@/protocol/http/models'
import { parseEach } from '@/protocol/http/schema'
import type { ComfyApi } from './comfyApi'
import type { Answer, HttpClient } from './httpClient'
import { assertOk, isMissingRoute, readJson } from './httpClient'

/** Kinds of `GET /models` that hold no models. */
const NO_MODELS: ReadonlySet<string> = new Set(['configs', 'custom_nodes'])

/** The server's models: the newer listing where it has one, else names alone (protocol.md §3.6). */
export function createModelsApi(
  http: HttpClient
): Pick<ComfyApi, 'listModelFolders' | 'listModels' | 'listEmbeddings' | 'modelPreviewUrl'> {
  return {
    async listModelFolders() {
      const newer = await http.request('/experiment/models')
      if (!isMissingRoute(newer.status)) return readFolders(assertOk(newer))
      const older = await http.request('/models')
      // Servers before 2024-09 have neither.
      if (isMissingRoute(older.status)) return null
      const names = readJson(fileNamesSchema, assertOk(older))
      return names.filter((name) => !NO_MODELS.has(name)).map((name) => ({ name, places: null }))
    },
    async listModels(folder) {
      const kind = encodeURIComponent(folder)
      const newer = await http.request(`/experiment/models/${kind}`)
      if (!isMissingRoute(newer.status)) return readFiles(folder, assertOk(newer))
      const names = readJson(fileNamesSchema, assertOk(await http.request(`/models/${kind}`)))
      return names.map((name) => makeFile(folder, name))
    },
    async listEmbeddings() {
      const answer = await http.request('/embeddings')
      return isMissingRoute(answer.status) ? [] : readJson(fileNamesSchema, assertOk(answer))
    },
    modelPreviewUrl({ folder, name, place }) {
      if (place === null) return null
      const path = [folder, String(place), ...name.split('/')].map(encodeURIComponent).join('/')
      return http.getUrl(`/experiment/models/preview/${path}`)
    }
  }
}

function readFolders(answer: Answer): ModelFolder[] {
  const found = parseEach(modelFolderSchema, readJson(anyList, answer))
  return found.map(({ name, folders }) => ({ name, places: folders ?? null }))
}

function readFiles(folder: string, answer: Answer): ModelFile[] {
  return parseEach(modelFileSchema, readJson(anyList, answer)).map(
    ({ name, pathIndex, size, modified }) => ({
      ...makeFile(folder, name),
      place: pathIndex ?? null,
      size: size ?? null,
      modifiedAt: typeof modified === 'number' ? modified * 1000 : null
    })
  )
}

function makeFile(folder: string, name: string): ModelFile {
  const path = name.replaceAll('\\', '/')
  return { folder, name: path, place: null, size: null, modifiedAt: null }
}
