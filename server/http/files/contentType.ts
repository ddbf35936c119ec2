import { extname } from 'node:path'

/** By suffix; what isn't here is `application/octet-stream`. */
const TYPES: Readonly<Record<string, string>> = {
  '.aac': 'audio/aac',
  '.avif': 'image/avif',
  '.avi': 'video/x-msvideo',
  '.bmp': 'image/bmp',
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.flac': 'audio/flac',
  '.gif': 'image/gif',
  '.glb': 'model/gltf-binary',
  '.gltf': 'model/gltf+json',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.m4a': 'audio/mp4',
  '.map': 'application/json',
  '.md': 'text/markdown',
  '.mjs': 'text/javascript',
  '.mkv': 'video/x-matroska',
  '.mov': 'video/quicktime',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.obj': 'model/obj',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.stl': 'model/stl',
  '.svg': 'image/svg+xml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.wav': 'audio/x-wav',
  '.webm': 'video/webm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xhtml': 'application/xhtml+xml',
  '.xml': 'application/xml',
  '.zip': 'application/zip'
}

export const OCTET_STREAM = 'application/octet-stream'

export function getContentType(path: string): string {
  return TYPES[extname(path).toLowerCase()] ?? OCTET_STREAM
}

const TEXTUAL = /^(?:text\/|application\/(?:javascript|json|xml|manifest\+json|wasm)|image\/svg)/

/** Does it get smaller by compressing? */
export function isCompressible(contentType: string): boolean {
  return TEXTUAL.test(contentType)
}

const SCRIPTABLE = new Set([
  'application/xhtml+xml',
  'application/xml',
  'text/css',
  'text/html',
  'text/javascript'
])

/**
 * Headers for a file that somebody stored: what could run in our origin is only offered for download
 * (protocol.md §3.7). An SVG keeps its type, so that `<img>` shows it, but doesn't open as a document.
 */
export function getStoredFileHeaders(path: string): Record<string, string> {
  const type = getContentType(path)
  const isDocument = SCRIPTABLE.has(type) || type === 'image/svg+xml'
  const disposition = isDocument ? 'attachment; ' : ''
  return {
    'content-type': SCRIPTABLE.has(type) ? OCTET_STREAM : type,
    'content-disposition': `${disposition}filename="${toHeaderText(path)}"`,
    'x-content-type-options': 'nosniff',
    ...(isDocument && {
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    })
  }
}

/** A file name as a quoted header value can carry it; others are percent-encoded. */
function toHeaderText(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? ''
  return name.replace(/[^\u0020-\u007E]|["%\\]/gu, (char) => encodeURIComponent(char))
}
