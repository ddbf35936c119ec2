import type { OutputFile } from '@/domain/nodeOutput'
import type { HttpClient } from './httpClient'

/** How small pictures are asked for: format and quality (protocol.md §3.7). */
const PREVIEW = 'webp;90'

/**
 * Makes addresses at `/view`. The server sets no cache headers there, and file names come back with other contents, so
 * each result gets an address of its own: the same result, the same address; a new one, a new address [B20].
 * @param session differs between page loads
 */
export function createViewUrl(
  http: Pick<HttpClient, 'getUrl'>,
  session: string
): (file: OutputFile, options?: { readonly preview?: boolean }) => string {
  const versions = new WeakMap<OutputFile, number>()
  let next = 0

  function getVersion(file: OutputFile): number {
    const known = versions.get(file)
    if (known !== undefined) return known
    versions.set(file, ++next)
    return next
  }
  return (file, { preview = false } = {}) => {
    const query = new URLSearchParams({ filename: file.filename, subfolder: file.subfolder ?? '' })
    if (file.type) query.set('type', file.type)
    if (preview) query.set('preview', PREVIEW)
    query.set('rand', `${session}-${getVersion(file)}`)
    return http.getUrl(`/view?${query.toString()}`)
  }
}
