import { stat } from 'node:fs/promises'
import { createValidators, isNotModified } from '../files/conditions'
import { getStoredFileHeaders } from '../files/contentType'
import { type Conversion, convertImage } from '../files/convertImage'
import type { DataFolders } from '../files/dataFolders'
import { locateStoredFile } from '../files/locateStoredFile'
import { refuse, refuseWithText } from '../httpProblem'
import { type Reply, replyBytes, replyEmpty, replyFile } from '../reply'
import { type Route, type RouteRequest, route } from '../router'

function parseQuality(text: string | undefined): number {
  return text && /^\d{1,3}$/.test(text) ? Math.min(Math.max(Number(text), 1), 100) : 90
}

/** @returns null when the file is wanted as it is */
function parseConversion(query: URLSearchParams): Conversion | null {
  const channel = query.get('channel') ?? 'rgba'
  const preview = query.get('preview')
  if (preview !== null) {
    const [format, ...rest] = preview.split(';')
    const asJpeg = format === 'jpeg' && !query.get('channel')?.includes('a')
    const quality = parseQuality(rest.at(-1))
    return {
      kind: 'preview',
      format: asJpeg ? 'jpeg' : 'webp',
      quality,
      hasAlpha: !asJpeg && channel !== 'rgb'
    }
  }
  if (channel === 'rgb') return { kind: 'rgb' }
  return channel === 'a' ? { kind: 'alpha' } : null
}

async function replyConverted(
  path: string,
  conversion: Conversion,
  { message }: RouteRequest
): Promise<Reply> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw refuse(404)
  const validators = createValidators(found, `-${Object.values(conversion).join('-')}`)
  if (isNotModified(message.headers, validators)) return replyEmpty(304, { etag: validators.etag })
  const converted = await convertImage(path, conversion).catch(() => null)
  if (!converted) throw refuseWithText(415, 'Not a picture that can be converted')
  return replyBytes(converted.bytes, {
    ...getStoredFileHeaders(path),
    'content-type': converted.contentType,
    etag: validators.etag,
    'last-modified': new Date(validators.modified).toUTCString()
  })
}

/** `GET /view` (protocol.md §3.7). */
export function createViewRoutes(folders: DataFolders): Route[] {
  async function view(request: RouteRequest): Promise<Reply> {
    const { query } = request
    const filename = query.get('filename')
    if (filename === null) throw refuse(404)
    const reference = {
      filename,
      type: query.get('type'),
      subfolder: query.get('subfolder') ?? ''
    }
    const path = await locateStoredFile(folders, reference)
    const conversion = parseConversion(query)
    if (conversion) return replyConverted(path, conversion, request)
    return replyFile(path, { headers: getStoredFileHeaders(path) })
  }

  return [route('GET', '/view', view)]
}
