import { rm, stat, writeFile } from 'node:fs/promises'
import type { Log } from '../../base/log'
import { applyMask } from '../files/applyMask'
import type { DataFolders } from '../files/dataFolders'
import { locateStoredFile } from '../files/locateStoredFile'
import { type ReceivedForm, receiveForm } from '../files/receiveForm'
import { storeUpload, type UploadWire } from '../files/storeUpload'
import { isRecord } from '@/protocol/guards'
import { parseJson } from '../body'
import { refuse } from '../httpProblem'
import { replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'

function toText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/**
 * The picture that a mask belongs to.
 * @throws {HttpProblem} 400 for a bad reference, 403 for a folder outside, 404 when it doesn't exist
 */
async function findOriginal(folders: DataFolders, form: ReceivedForm): Promise<string> {
  const json = form.fields.get('original_ref')
  const reference = json === undefined ? null : parseJson(new TextEncoder().encode(json))
  if (!isRecord(reference)) throw refuse(400)
  const path = await locateStoredFile(folders, {
    filename: toText(reference.filename),
    type: reference.type,
    subfolder: toText(reference.subfolder)
  })
  if (!(await stat(path).catch(() => null))?.isFile()) throw refuse(404)
  return path
}

export interface UploadRoutesOptions {
  readonly folders: DataFolders
  /** Bytes of a whole request. */
  readonly maxUploadSize: number
  readonly log: Log
}

/** `/upload/image` and `/upload/mask` (protocol.md §3.7). */
export function createUploadRoutes({ folders, maxUploadSize, log }: UploadRoutesOptions): Route[] {
  const formOptions = { fileField: 'image', limit: maxUploadSize, folder: folders.temp }

  function receive(
    { message }: RouteRequest,
    store: (form: ReceivedForm, path: string) => Promise<UploadWire>
  ) {
    return receiveForm(message, formOptions, async (form) => {
      if (!form.file) throw refuse(400)
      const stored = await store(form, form.file.path)
      log.info('file uploaded', { type: stored.type })
      return replyJson(stored)
    })
  }

  async function storeMasked(form: ReceivedForm, path: string): Promise<UploadWire> {
    const masked = `${path}-masked`
    try {
      await writeFile(masked, await applyMask(await findOriginal(folders, form), path))
      return await storeUpload(folders, form, { source: masked, sent: path })
    } finally {
      await rm(masked, { force: true })
    }
  }

  return [
    route('POST', '/upload/image', (request) =>
      receive(request, (form, path) => storeUpload(folders, form, { source: path, sent: path }))
    ),
    route('POST', '/upload/mask', (request) => receive(request, storeMasked))
  ]
}
